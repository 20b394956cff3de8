package dev.alloc.cli.architecture;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A Java for another processor, in a folder of the cache. What is there is used again; what was
 * left half done is done anew.
 *
 * @param architecture the processor
 * @param cache the folder where all of them are
 */
public record ForeignJava(Architecture architecture, Path cache) {
  private static final String PACKAGE = "openjdk-25-jre-headless";
  private static final String EMULATORS = "qemu-user";

  /** The release that has Java 25. */
  private static final String RELEASE = "trixie";

  /** Makes the path absolute: the program that starts the emulator has it in its text. */
  public ForeignJava {
    cache = cache.toAbsolutePath().normalize();
  }

  /**
   * Returns the folder to use where nothing else is said.
   *
   * @return {@code alloc/architectures} in the user's cache
   */
  public static Path usualCache() {
    String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path caches =
        configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return caches.resolve("alloc").resolve("architectures");
  }

  /**
   * Fetches and unpacks what is missing.
   *
   * @param progress is told of each step that takes long
   * @return its {@code bin/java}, which starts like any other
   * @throws BadInputException if this machine cannot provide it; the message says why
   */
  public Path prepare(Consumer<String> progress) {
    try {
      Files.createDirectories(cache);
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        Path emulator = emulator(progress);
        return java(emulator, progress);
      }
    } catch (IOException e) {
      throw new BadInputException(
          "The Java for %s cannot be put into %s: %s".formatted(architecture, cache, e), e);
    }
  }

  private Path emulator(Consumer<String> progress) throws IOException {
    Path folder = cache.resolve("qemu");
    Path emulator = folder.resolve("usr/bin").resolve(architecture.emulator());
    if (!Files.isExecutable(emulator)) {
      progress.accept("fetching qemu");
      Path work = Files.createDirectories(cache.resolve("packages-qemu"));
      String host = Tool.run(work, Map.of(), List.of("dpkg", "--print-architecture")).strip();
      Path file = new PackageSource(work, host, RELEASE).alone(EMULATORS);
      replace(folder, fresh -> Tool.run(work, Map.of(), unpack(file, fresh)));
      UnpackedRoot.delete(work);
    }
    return emulator;
  }

  private Path java(Path emulator, Consumer<String> progress) throws IOException {
    Path folder = cache.resolve(architecture.toString());
    if (!Files.isDirectory(folder)) {
      progress.accept("fetching Java for " + architecture);
      Path work = Files.createDirectories(cache.resolve("packages-" + architecture));
      List<Path> files =
          new PackageSource(work, architecture.debian(), RELEASE).withDependencies(PACKAGE);
      progress.accept("unpacking Java for " + architecture);
      replace(
          folder,
          fresh -> {
            UnpackedRoot root = new UnpackedRoot(fresh);
            root.mergeFolders();
            files.forEach(file -> Tool.run(work, Map.of(), unpack(file, fresh)));
            root.makeLinksRelative();
            root.installLauncher(emulator, folder);
          });
      UnpackedRoot.delete(work);
    }
    return new UnpackedRoot(folder).java();
  }

  private static List<String> unpack(Path file, Path folder) {
    return List.of("dpkg-deb", "--extract", file.toString(), folder.toString());
  }

  /** Fills a folder that nobody sees before it is complete. */
  private static void replace(Path folder, Filling filling) throws IOException {
    Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
    UnpackedRoot.delete(fresh);
    filling.fill(Files.createDirectories(fresh));
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What puts files into a folder. */
  private interface Filling {
    void fill(Path folder) throws IOException;
  }
}
