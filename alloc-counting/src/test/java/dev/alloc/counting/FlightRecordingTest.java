package dev.alloc.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {
  @TempDir Path folder;

  @Test
  @DisplayName("a recording has the figures of each allocator that is open when it ends")
  void figures() throws IOException {
    try (Allocator counting = Allocators.create("counting+counting", Map.of("counting.peak", ""));
        Recording recording = start()) {
      MemorySegment block = counting.allocate(300, 8);
      counting.free(counting.allocate(200, 8));
      Allocators.create("counting").close(); // is not in the recording
      RecordedEvent event = only("counting+counting+system", stop(recording));
      assertEquals(1, event.getLong("liveBlocks"));
      assertEquals(300, event.getLong("liveBytes"));
      assertEquals(500, event.getLong("peakBytes"));
      assertEquals(2, event.getLong("allocations"));
      assertEquals(1, event.getLong("frees"));
      assertEquals(500, event.getLong("allocatedBytes"));
      assertEquals(0, event.getLong("reallocations"));
      assertEquals(0, event.getLong("failures"));
      assertEquals(-1, event.getLong("reservedBytes"));
      counting.free(block);
    }
  }

  @Test
  @DisplayName("an allocator that was closed writes no more")
  void closed() throws IOException {
    try (Recording recording = start()) {
      Allocators.create("counting").close();
      assertEquals(List.of(), stop(recording).stream().map(FlightRecordingTest::name).toList());
    }
  }

  private static Recording start() {
    Recording recording = new Recording();
    recording.enable(CountingStatistics.NAME).with("period", "endChunk");
    recording.start();
    return recording;
  }

  private List<RecordedEvent> stop(Recording recording) throws IOException {
    recording.stop();
    Path file = folder.resolve("recording.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(CountingStatistics.NAME))
        .toList();
  }

  private static RecordedEvent only(String allocator, List<RecordedEvent> events) {
    List<RecordedEvent> found =
        events.stream().filter(event -> name(event).equals(allocator)).toList();
    assertTrue(found.size() == 1, () -> "not one event of " + allocator + ": " + events);
    return found.getFirst();
  }

  private static String name(RecordedEvent event) {
    return event.getString("allocator");
  }
}
