package dev.alloc.cli.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentFileTest {

  @Test
  void whiteSpaceSeparatesAndCommentsAreSkipped() {
    assertArguments(
        List.of("-cp", "a:b", "Main", "x"),
        """
        # the paths
        -cp\ta:b # as always

          Main x
        """);
  }

  @Test
  void quotesKeepWhatBelongsTogether() {
    assertArguments(List.of("-Da=b c", "#1", "it's", ""), "-Da='b c' \"#1\" \"it's\" ''");
  }

  @Test
  void aBackslashIsSpecialInQuotesOnly() {
    assertArguments(List.of("C:\\lib", "C:\\lib", "a\tb"), "C:\\lib \"C:\\\\lib\" \"a\\tb\"");
  }

  @Test
  void aQuotedLineGoesOnAfterABackslashAndEndsWithoutOne() {
    assertArguments(List.of("a:b", "c", "d"), "\"a:\\\n   b\" \"c\nd");
  }

  private static void assertArguments(List<String> expected, String text) {
    assertEquals(expected, ArgumentFile.parse(text));
  }
}
