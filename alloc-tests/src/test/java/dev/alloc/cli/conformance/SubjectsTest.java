package dev.alloc.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.cli.discovery.Discovery;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The allocators to be tested")
final class SubjectsTest {
  private final Subjects subjects =
      new Subjects(new Discovery(getClass().getClassLoader()), "pdp11");

  @Test
  @DisplayName("are the plugins, without those that are parts of the TCK or of the suite")
  void installed() {
    List<String> names = subjects.installed().stream().map(Subject::name).toList();
    assertTrue(
        names.containsAll(List.of("arena", "counting", "system", "tracking")), names::toString);
    assertTrue(!names.contains("heap") && !names.contains("failing") && !names.contains("linear"));
  }

  @Test
  @DisplayName("are in the matrix every base, and every other over each of them, once and twice")
  void matrix() {
    List<Subject> matrix = subjects.matrix();
    Set<String> names = matrix.stream().map(Subject::name).collect(Collectors.toSet());
    assertEquals(matrix.size(), names.size(), "no name twice");
    assertTrue(
        names.containsAll(
            Set.of(
                "heap",
                "avr16",
                "system",
                "counting+system",
                "counting+heap",
                "tracking+tracking+avr16",
                "arena(arena.safe=true)")),
        names::toString);
  }

  @Test
  @DisplayName("run on the machine that their base emulates, else on this one")
  void architecture() {
    assertEquals("avr16", subjects.named("counting+avr16").architecture());
    assertEquals("pdp11", subjects.named("counting").architecture());
  }
}
