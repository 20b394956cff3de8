package dev.alloc.cli.program;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an {@code @file} as Java's launcher does: white space between arguments, {@code #} before a
 * comment, quotes around what belongs together (up to the end of the line), and within them {@code
 * \} before a special character or the end of a line that goes on.
 */
final class ArgumentFile {
  private static final char NO_QUOTE = 0;

  private final String text;
  private final List<String> arguments = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();
  private boolean inArgument;
  private char quote = NO_QUOTE;
  private int position;

  private ArgumentFile(String text) {
    this.text = text;
  }

  static List<String> read(String path) {
    try {
      return parse(Files.readString(Path.of(path), Charset.defaultCharset()));
    } catch (IOException | InvalidPathException e) {
      throw new BadInputException("@%s cannot be read: %s.".formatted(path, e), e);
    }
  }

  static List<String> parse(String text) {
    ArgumentFile file = new ArgumentFile(text);
    while (file.position < text.length()) {
      file.take(text.charAt(file.position++));
    }
    file.endArgument();
    return List.copyOf(file.arguments);
  }

  private void take(char c) {
    if (c == '\n' || c == '\r' || (quote == NO_QUOTE && (c == ' ' || c == '\t' || c == '\f'))) {
      endArgument();
    } else if (quote == NO_QUOTE && c == '#') {
      endArgument();
      skipWhile(false, "\n\r");
    } else if (quote != NO_QUOTE && c == '\\') {
      takeEscaped();
    } else if (c == quote) {
      quote = NO_QUOTE;
    } else if (quote == NO_QUOTE && (c == '"' || c == '\'')) {
      quote = c;
      inArgument = true;
    } else {
      add(c);
    }
  }

  private void takeEscaped() {
    if (position == text.length()) {
      return;
    }
    char c = text.charAt(position++);
    switch (c) {
      case 'n' -> add('\n');
      case 'r' -> add('\r');
      case 't' -> add('\t');
      case 'f' -> add('\f');
      case '\n', '\r' -> skipWhile(true, " \t\f\n\r"); // the next line goes on here
      default -> add(c);
    }
  }

  private void add(char c) {
    current.append(c);
    inArgument = true;
  }

  private void endArgument() {
    if (inArgument) {
      arguments.add(current.toString());
      current.setLength(0);
    }
    inArgument = false;
    quote = NO_QUOTE;
  }

  private void skipWhile(boolean contained, String characters) {
    while (position < text.length()
        && (characters.indexOf(text.charAt(position)) >= 0) == contained) {
      position++;
    }
  }
}
