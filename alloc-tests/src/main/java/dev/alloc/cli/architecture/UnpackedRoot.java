package dev.alloc.cli.architecture;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The file system of another architecture, unpacked into a folder and never booted: its packages'
 * own installation scripts have not run, and its root is not the root of this machine.
 *
 * @param folder where its root is
 */
public record UnpackedRoot(Path folder) {
  private static final String JAVA_FOLDERS = "usr/lib/jvm";

  /**
   * Makes {@code /lib} and the like links into {@code /usr}, where the packages put their files.
   */
  void mergeFolders() throws IOException {
    for (String name : List.of("bin", "lib", "lib64", "sbin")) {
      Files.createDirectories(folder.resolve("usr").resolve(name));
      Files.createSymbolicLink(folder.resolve(name), Path.of("usr", name));
    }
  }

  /** An absolute link would lead out of the folder, to files that this machine has or has not. */
  void makeLinksRelative() throws IOException {
    for (Path link : files(Files::isSymbolicLink)) {
      Path target = Files.readSymbolicLink(link);
      if (target.isAbsolute()) {
        Path inside = folder.resolve(target.getRoot().relativize(target));
        Path parent = link.getParent();
        Files.delete(link);
        Files.createSymbolicLink(link, parent == null ? inside : parent.relativize(inside));
      }
    }
  }

  /**
   * Puts a script in the place of {@code bin/java}, so that whatever starts the Java it finds in
   * {@code java.home} gets it emulated: the command line, and rules that need a JVM of their own.
   *
   * @param emulator a program of this machine
   * @param place where this folder is going to be
   */
  void installLauncher(Path emulator, Path place) throws IOException {
    Path java = java();
    Path program = java.resolveSibling("java.emulated");
    Files.move(java, program);
    // FORK: the JDK's own helper for starting processes is a program of the other architecture,
    // which the kernel of this machine would not run
    Files.writeString(
        java,
        """
        #!/bin/sh
        exec '%s' -L '%s' '%s' -Djdk.lang.Process.launchMechanism=FORK "$@"
        """
            .formatted(emulator, place, place.resolve(folder.relativize(program))));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Returns its {@code bin/java}. */
  Path java() throws IOException {
    Path folders = folder.resolve(JAVA_FOLDERS);
    try (Stream<Path> found = Files.list(folders)) {
      return found
          .filter(candidate -> !Files.isSymbolicLink(candidate))
          .map(candidate -> candidate.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(
              () ->
                  new BadInputException(
                      "There is no Java in %s; delete %s to have it fetched again."
                          .formatted(folders, folder)));
    }
  }

  /**
   * Deletes a folder with all that is in it, if it is there; links are not followed.
   *
   * @param folder the folder
   */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path file : new UnpackedRoot(folder).files(_ -> true).reversed()) {
        Files.delete(file);
      }
    }
  }

  private List<Path> files(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(wanted).sorted(Comparator.naturalOrder()).toList();
    }
  }
}
