package dev.alloc.suite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file of programs: a line {@code == name}, then the program, then its output, each line of it
 * after {@code =>}. What stands before the first program is a comment.
 */
final class ProgramFile {
  private static final String NAME = "== ";
  private static final String EXPECTED = "=>";

  private final String theme;
  private final List<Program> programs = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder expected = new StringBuilder();
  private String name = "";
  private boolean inExpected;

  private ProgramFile(String theme) {
    this.theme = theme;
  }

  /**
   * Reads the programs of a file.
   *
   * @throws IllegalArgumentException if a program has no output, or a name occurs twice
   */
  static List<Program> parse(String theme, String content) {
    ProgramFile file = new ProgramFile(theme);
    content.lines().forEach(file::line);
    file.finish();
    return file.programs;
  }

  private void line(String line) {
    if (line.startsWith(NAME)) {
      finish();
      name = theme + "/" + line.substring(NAME.length()).strip();
      text.setLength(0);
      expected.setLength(0);
      inExpected = false;
    } else if (line.startsWith(EXPECTED)) {
      expected.append(inExpected ? "\n" : "").append(line.substring(EXPECTED.length()).strip());
      inExpected = true;
    } else if (!inExpected) {
      text.append(line).append('\n');
    } else if (!line.isBlank()) {
      throw new IllegalArgumentException(name + ": '" + line + "' follows the expected output");
    }
  }

  private void finish() {
    if (name.isEmpty()) {
      return; // only comments so far
    }
    if (!inExpected) {
      throw new IllegalArgumentException(name + " has no expected output; add a line '=> …'");
    }
    if (!names.add(name)) {
      throw new IllegalArgumentException(name + " occurs twice; rename one");
    }
    programs.add(Program.of(name, text.toString(), expected.toString()));
  }
}
