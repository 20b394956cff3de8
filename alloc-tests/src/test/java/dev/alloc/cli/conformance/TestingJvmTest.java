package dev.alloc.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.cli.Main;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An allocator in a JVM of its own")
final class TestingJvmTest {
  private static final int SECONDS = 60;

  @Test
  @DisplayName("is skipped, with its own words, if it refuses what makes it different")
  void refusedVariantsAreSkipped() {
    List<String> options =
        List.of("--class-path", System.getProperty("java.class.path"), Main.class.getName());
    TestingJvm jvm = new TestingJvm(JavaProgram.own(), options, SECONDS, List.of());
    Subject critical = new Subject("system", Map.of("system.critical", "true"), "pdp11");
    Tested tested = jvm.test(critical, Set.of("1.3"), _ -> {});
    Finding finding = tested.findings().getFirst();
    assertEquals(Verdict.SKIPPED, finding.verdict(), finding.reason());
    assertTrue(
        finding.reason().startsWith("with this option alone it is refused: alloc.system.critical"),
        finding.reason());
  }
}
