package dev.alloc.cli.library;

import dev.alloc.cli.architecture.PackageSource;
import dev.alloc.cli.architecture.Tool;
import dev.alloc.cli.architecture.UnpackedRoot;
import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A shared library by the name of its file, and the package of Debian that holds it.
 *
 * @param file for example {@code libjemalloc.so.2}
 * @param packageName for example {@code libjemalloc2}
 */
public record CLibraryFile(String file, String packageName) {
  private static final List<Path> FOLDERS =
      Stream.of("/usr/local/lib", "/usr/lib", "/usr/lib64", "/lib").map(Path::of).toList();
  private static final Path RELEASE = Path.of("/etc/os-release");

  /**
   * Returns the library where it is installed.
   *
   * @return its file, or empty
   */
  public Optional<Path> installed() {
    return FOLDERS.stream().flatMap(folder -> in(folder, 2).stream()).findFirst();
  }

  /**
   * Returns the library where it is installed, else from the cache, into which it is fetched.
   *
   * @param progress is told of each step that takes long
   * @return its file
   * @throws BadInputException if this machine cannot provide it; the message says why
   */
  public Path provide(Consumer<String> progress) {
    Path folder = cache().resolve(packageName);
    return installed().or(() -> in(folder, 5)).orElseGet(() -> fetched(folder, progress));
  }

  private Path fetched(Path folder, Consumer<String> progress) {
    progress.accept("fetching " + packageName);
    try {
      Path caches = Files.createDirectories(cache());
      Path work = Files.createTempDirectory(caches, packageName + "-");
      try {
        fetch(work, folder);
      } finally {
        UnpackedRoot.delete(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(packageName + " cannot be put into " + folder, e);
    }
    return in(folder, 5)
        .orElseThrow(
            () ->
                new BadInputException(
                    "Debian's package %s has no file %s; it is in %s."
                        .formatted(packageName, file, folder)));
  }

  private void fetch(Path work, Path folder) throws IOException {
    String host = Tool.run(work, Map.of(), List.of("dpkg", "--print-architecture")).strip();
    Path archive = new PackageSource(work, host, release()).alone(packageName);
    Path fresh = Files.createDirectories(work.resolve("root"));
    Tool.run(
        work, Map.of(), List.of("dpkg-deb", "--extract", archive.toString(), fresh.toString()));
    moved(fresh, folder);
  }

  /** Another process may have been quicker, with the same. */
  private static void moved(Path fresh, Path folder) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException there) {
      return;
    }
  }

  private Optional<Path> in(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> found =
        Files.find(folder, depth, (path, _) -> path.endsWith(file) && Files.exists(path))) {
      return found.findFirst();
    } catch (IOException | UncheckedIOException notReadable) {
      return Optional.empty();
    }
  }

  /** The release that this machine runs, whose libraries it can load. */
  private static String release() throws IOException {
    try (Stream<String> lines = Files.lines(RELEASE)) {
      return lines
          .filter(line -> line.startsWith("VERSION_CODENAME="))
          .map(line -> line.substring("VERSION_CODENAME=".length()).replace("\"", ""))
          .findFirst()
          .orElseThrow(() -> new BadInputException(RELEASE + " does not name a release of Debian"));
    }
  }

  private static Path cache() {
    String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path caches =
        configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return caches.resolve("alloc").resolve("libraries");
  }
}
