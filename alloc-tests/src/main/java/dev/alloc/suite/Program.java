package dev.alloc.suite;

import java.nio.charset.StandardCharsets;

/**
 * A program of the suite and what it should print.
 *
 * @param name theme and name, {@code lists/reverse-a-list}
 * @param text the program, UTF-8
 * @param expected the expected output, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares programs
record Program(String name, byte[] text, byte[] expected) {

  static Program of(String name, String text, String expected) {
    return new Program(
        name, text.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  String expectedText() {
    return new String(expected, StandardCharsets.UTF_8);
  }
}
