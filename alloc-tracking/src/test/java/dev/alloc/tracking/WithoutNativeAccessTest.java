package dev.alloc.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Where native access is not enabled")
final class WithoutNativeAccessTest {
  private static final String DENIED = "--illegal-native-access=deny";

  @TempDir Path folder;

  private record Outcome(int exitCode, String output, String error) {}

  @ParameterizedTest
  @ValueSource(strings = {"deny", "warn"}) // warn is what Java does if it is not told
  @DisplayName("the walker 'auto' is StackWalker, and nobody is warned")
  void auto(String mode) throws IOException, InterruptedException {
    Outcome outcome = run("--illegal-native-access=" + mode, "auto");
    assertEquals("", outcome.error());
    assertEquals(0, outcome.exitCode());
    assertTrue(
        outcome.output().contains("at " + WalkerProgram.class.getName() + ".main("),
        outcome::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "jvmti"})
  @DisplayName("a walker that needs it is refused, with the reason and what to do")
  void refused(String walker) throws IOException, InterruptedException {
    Outcome outcome = run(DENIED, walker);
    assertNotEquals(0, outcome.exitCode());
    assertTrue(
        outcome
            .error()
            .contains(
                "alloc.tracking.walker="
                    + walker
                    + " cannot be had: native access is denied; start java"
                    + " with --enable-native-access=ALL-UNNAMED. Or set it to auto or"
                    + " stackwalker."),
        outcome::toString);
  }

  private Outcome run(String mode, String walker) throws IOException, InterruptedException {
    Path output = folder.resolve("stdout");
    Path error = folder.resolve("stderr");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    mode,
                    "-cp",
                    System.getProperty("java.class.path"),
                    WalkerProgram.class.getName(),
                    walker))
            .redirectOutput(output.toFile())
            .redirectError(error.toFile())
            .start();
    return new Outcome(process.waitFor(), Files.readString(output), Files.readString(error));
  }
}
