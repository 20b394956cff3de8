package dev.alloc.cli.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramStartTest {

  @Test
  void theExitCodeOfAChildIsPassedOn() {
    assertEquals(42, ProgramStart.asChild(List.of("sh", "-c", "exit 42")));
    assertEquals(143, ProgramStart.asChild(List.of("sh", "-c", "kill -TERM $$")));
  }

  @Test
  void theConclusionDecidesOnTheExitCode() {
    assertEquals(43, ProgramStart.asChild(List.of("sh", "-c", "exit 42"), code -> code + 1));
  }

  @Test
  void wordsAreQuotedForAShell() {
    assertEquals("'a b' '' 'it'\\''s' '$x'", ProgramStart.quoted(List.of("a b", "", "it's", "$x")));
  }
}
