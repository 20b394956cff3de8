package dev.alloc.tracking.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For longer: {@code -Dsoak.millis=60000}. */
@DisplayName("Looking at stacks while the VM does everything else")
final class StackSoakTest {
  private static final long MILLIS = Long.getLong("soak.millis", 700);

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "async, UseSerialGC",
    "async, UseParallelGC",
    "async, UseG1GC",
    "async, UseZGC",
    "async, UseShenandoahGC",
    "jvmti, UseG1GC"
  })
  @DisplayName("shows what StackWalker shows")
  void soak(String walker, String collector) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+" + collector,
                    "-XX:ErrorFile=" + folder.resolve("crash.log"),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StackSoakProgram.class.getName(),
                    walker,
                    Long.toString(MILLIS)))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> read(output));
    assertTrue(read(output).matches("(?s).*[1-9]\\d* looks, [1-9]\\d* classes\\s*"), read(output));
    System.out.printf("%s, %s: %s", walker, collector, read(output));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
