package dev.alloc.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The programs of the suite, from the resources beside this class. */
final class Programs {
  private static final List<String> THEMES =
      List.of(
          "arithmetic",
          "lists",
          "strings",
          "closures",
          "recursion",
          "higher-order",
          "associations",
          "environments",
          "errors",
          "sorting",
          "large");

  private Programs() {}

  static List<Program> load() {
    List<Program> programs = new ArrayList<>();
    for (String theme : THEMES) {
      programs.addAll(ProgramFile.parse(theme, read(theme + ".txt")));
    }
    return List.copyOf(programs);
  }

  private static String read(String file) {
    try (InputStream in = Programs.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "the suite's programs are incomplete: " + file + " is not in the JAR of alloc-tests");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the suite's programs cannot be read: " + file, e);
    }
  }
}
