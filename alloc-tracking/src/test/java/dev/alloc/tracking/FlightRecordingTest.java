package dev.alloc.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Objects;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A flight recording")
final class FlightRecordingTest {
  @TempDir Path folder;

  @Test
  @DisplayName("has each allocation, reallocation and free with the settings that are shipped")
  void everything() throws IOException, ParseException {
    try (Allocator allocator = Fixtures.with("depth", "2");
        Recording recording = new Recording(shippedSettings())) {
      recording.start();
      MemorySegment block = Tracking.callTitled("a title", () -> allocator.allocate(10, 1));
      MemorySegment moved = allocator.reallocate(block, 5_000_000, 1);
      long address = moved.address();
      allocator.free(moved);
      List<RecordedEvent> events = stop(recording);
      RecordedEvent allocation = only("dev.alloc.Allocation", events);
      assertEquals("tracking+system", allocation.getString("allocator"));
      assertEquals(10, allocation.getLong("size"));
      assertEquals(block.address(), allocation.getLong("address"));
      assertEquals("a title", allocation.getString("title"));
      assertTrue(
          allocation.getStackTrace().getFrames().stream()
              .anyMatch(frame -> frame.getMethod().getName().equals("everything")),
          allocation::toString);
      RecordedEvent reallocation = only("dev.alloc.Reallocation", events);
      assertEquals(block.address(), reallocation.getLong("formerAddress"));
      assertEquals(10, reallocation.getLong("formerSize"));
      assertEquals(address, reallocation.getLong("address"));
      assertEquals(5_000_000, reallocation.getLong("size"));
      RecordedEvent free = only("dev.alloc.Free", events);
      assertEquals(address, free.getLong("address"));
      assertEquals(5_000_000, free.getLong("size"));
    }
  }

  @Test
  @DisplayName("has no allocation by default, but what is live when it ends and when one is closed")
  void leaks() throws IOException {
    try (Allocator allocator = Fixtures.with("depth", "2");
        Recording recording = new Recording()) {
      recording.start();
      MemorySegment block = Tracking.callTitled("a title", () -> allocator.allocate(10, 1));
      assertThrows(MemoryFaultException.class, allocator::close);
      List<RecordedEvent> events = stop(recording);
      assertEquals(List.of(), named("dev.alloc.Allocation", events));
      List<RecordedEvent> leaks = named("dev.alloc.Leak", events);
      assertEquals(
          List.of("close", "end of chunk"),
          leaks.stream().map(leak -> leak.getString("occasion")).sorted().toList());
      for (RecordedEvent leak : leaks) {
        assertEquals("tracking+system", leak.getString("allocator"));
        assertEquals(1, leak.getLong("liveBlocks"));
        assertEquals(10, leak.getLong("liveBytes"));
        assertEquals("a title", leak.getString("title"));
        assertEquals(Thread.currentThread().getName(), leak.getString("allocatingThread"));
        assertTrue(leak.getString("stack").contains("FlightRecordingTest.java:"), leak::toString);
      }
      allocator.free(block);
    }
  }

  private static Configuration shippedSettings() throws IOException, ParseException {
    try (Reader settings =
        new InputStreamReader(
            Objects.requireNonNull(
                TrackingProvider.class.getResourceAsStream("alloc-tracking.jfc")),
            StandardCharsets.UTF_8)) {
      return Configuration.create(settings);
    }
  }

  private List<RecordedEvent> stop(Recording recording) throws IOException {
    recording.stop();
    Path file = folder.resolve("recording.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file);
  }

  private static RecordedEvent only(String name, List<RecordedEvent> events) {
    List<RecordedEvent> found = named(name, events);
    assertEquals(1, found.size(), () -> name + " in " + events);
    return found.getFirst();
  }

  private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
    return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
  }
}
