package dev.alloc.cli.memcheck;

import dev.alloc.cli.request.BadInputException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The installed Valgrind.
 *
 * @param executable its path
 */
public record Valgrind(Path executable) {
  private static final String SUPPRESSIONS = "jvm.supp";
  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  /**
   * Looks along the path of this process.
   *
   * @return what was found first
   * @throws BadInputException if there is none; the message says how to get it
   */
  public static Valgrind installed() {
    return on(Objects.requireNonNullElse(System.getenv("PATH"), ""));
  }

  static Valgrind on(String path) {
    return SEPARATOR
        .splitAsStream(path)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "valgrind"))
        .filter(Files::isExecutable)
        .map(Valgrind::new)
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "valgrind is not installed. Debian, Ubuntu: apt install valgrind; Fedora: dnf"
                        + " install valgrind; there is none for Windows, nor for macOS on ARM."
                        + " The allocator 'debug' finds most of the same errors anywhere."));
  }

  /**
   * Returns what has to stand before a command for it to run under memcheck.
   *
   * @param report where memcheck writes its XML to
   * @param suppressions a file made by {@link #writeSuppressions}
   * @param findLeaks whether blocks that were never freed are errors
   * @param more further options, which win
   * @return the beginning of a command
   */
  public List<String> prefix(Path report, Path suppressions, boolean findLeaks, List<String> more) {
    List<String> prefix = new ArrayList<>();
    prefix.add(executable.toString());
    prefix.addAll(
        List.of(
            "--tool=memcheck",
            "--quiet",
            "--xml=yes",
            "--xml-file=" + report.toString().replace("%", "%%"),
            "--child-silent-after-fork=yes",
            "--suppressions=" + suppressions,
            "--smc-check=all-non-file", // the JVM writes code and changes it
            "--undef-value-errors=no",
            "--redzone-size=256",
            "--freelist-vol=67108864", // so long does a freed address stay free
            "--error-limit=no",
            "--num-callers=24"));
    prefix.addAll(
        findLeaks
            ? List.of("--leak-check=full", "--show-leak-kinds=all", "--errors-for-leak-kinds=all")
            : List.of("--leak-check=no"));
    prefix.addAll(more);
    return prefix;
  }

  /**
   * Returns the options that a JVM needs under memcheck.
   *
   * @param collector whether one has to be chosen; else the program did
   * @return options for {@code java}
   */
  public static List<String> jvmOptions(boolean collector) {
    return Stream.of("-Xint", "-XX:+UseSerialGC").limit(collector ? 2 : 1).toList();
  }

  /**
   * Writes the suppressions for a JVM.
   *
   * @param file where to
   */
  public static void writeSuppressions(Path file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Valgrind.class.getResourceAsStream(SUPPRESSIONS))) {
      Files.write(file, in.readAllBytes());
    }
  }
}
