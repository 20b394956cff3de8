package dev.alloc.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The report at exit")
final class ExitReportTest {
  @TempDir Path folder;

  @Test
  @DisplayName("names what is live on standard error, and leaves the exit code alone")
  void leakOnStandardError() throws IOException, InterruptedException {
    String error = run("leak", "-Dalloc.tracking.report=-");
    assertTrue(error.contains("tracking+system: 1 block (24 bytes) live"), error);
    assertTrue(error.contains("at " + ChildProgram.class.getName() + ".main("), error);
    assertTrue(error.contains("by thread 'main'"), error);
  }

  @Test
  @DisplayName("is silent on standard error if nothing is live, and if nobody asked")
  void silence() throws IOException, InterruptedException {
    assertFalse(run("free", "-Dalloc.tracking.report=-").contains("live"));
    assertFalse(run("leak").contains("live"));
  }

  @Test
  @DisplayName("is written to a file as JSON, also if nothing is live")
  void jsonFile() throws IOException, InterruptedException {
    Path file = folder.resolve("leak.json");
    run("leak", "-Dalloc.tracking.report=" + file, "-Dalloc.tracking.format=json");
    String json = Files.readString(file);
    assertTrue(json.startsWith("{\"format\":\"alloc-tracking\",\"version\":1,"), json);
    assertTrue(json.contains("\"liveBytes\":24"), json);
    run("free", "-Dalloc.tracking.report=" + file, "-Dalloc.tracking.format=json");
    assertTrue(Files.readString(file).contains("\"liveBytes\":0"), json);
  }

  @Test
  @DisplayName("has what was forgotten without being closed, and not what was closed")
  void forgotten() throws IOException, InterruptedException {
    Path file = folder.resolve("leak.txt");
    run("forget", "-Dalloc.tracking.report=" + file);
    assertTrue(Files.readString(file).startsWith("tracking+system: 1 block (24 bytes) live"));
    run("close", "-Dalloc.tracking.report=" + file);
    assertEquals("No allocator is open that tracks its blocks.\n", Files.readString(file));
  }

  @Test
  @DisplayName("is in a flight recording as well, which a JVM writes at its end")
  void flightRecording() throws IOException, InterruptedException {
    Path file = folder.resolve("leak.jfr");
    run(
        "leak",
        "-Xlog:disable", // JFR tells standard output that it has started
        "-XX:StartFlightRecording:filename=" + file + ",+dev.alloc.Allocation#enabled=true");
    List<String> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().startsWith("dev.alloc."))
            .map(event -> event.getEventType().getName())
            .sorted() // threads write to the file in any order
            .toList();
    assertEquals(List.of("dev.alloc.Allocation", "dev.alloc.Leak"), events);
  }

  @Test
  @DisplayName("and all else is the same where the JDK has no flight recordings")
  void withoutFlightRecordings() throws IOException, InterruptedException {
    String[] options = {"--limit-modules=java.base", "-Dalloc.tracking.report=-"};
    assertTrue(run("leak", options).contains("tracking+system: 1 block (24 bytes) live"));
    String error = run("close without recordings", options);
    assertTrue(error.contains("LEAK"), error);
  }

  @Test
  @DisplayName("that cannot be written is told on standard error")
  void unwritable() throws IOException, InterruptedException {
    Path file = folder.resolve("no-such-folder").resolve("report");
    String error = run("leak", "-Dalloc.tracking.report=" + file);
    assertTrue(error.contains("alloc.tracking.report=" + file), error);
  }

  /** Runs the program and returns what it wrote to standard error; its exit code has to be 0. */
  private String run(String what, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.add("-Dalloc.impl=tracking");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ChildProgram.class.getName(), what));
    Path error = folder.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .redirectError(error.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor(), () -> "exit code of " + command);
    return Files.readString(error);
  }
}
