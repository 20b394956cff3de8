package dev.alloc.counting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** Records what is live at the moment; a class of its own because the module may be missing. */
@SuppressWarnings("SystemOut") // its output is what the test reads
final class ChildRecording {

  private ChildRecording() {}

  static void print() throws IOException {
    Path file = Files.createTempFile("child", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(CountingStatistics.NAME).with("period", "endChunk");
      recording.start();
      recording.stop();
      recording.dump(file);
      RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(CountingStatistics.NAME))
          .forEach(event -> System.out.println("recorded " + event.getLong("liveBytes")));
    } finally {
      Files.delete(file);
    }
  }
}
