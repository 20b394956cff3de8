package dev.alloc.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What one JVM says is what the other hears. */
@DisplayName("An event")
final class EventTest {

  @Test
  @DisplayName("is read as it was written, among what others print")
  void eventsAreReadBack() {
    List<Event> events =
        List.of(
            new Event.Started("1.4"),
            new Event.Ended(new Finding("1.4", Verdict.FAILED, "two\nlines \"§\"", "at X", 7)),
            new Event.Refused("no allocator"),
            new Event.Finished());
    StringBuilder output = new StringBuilder("printed by others, without an end of line");
    events.forEach(event -> output.append(event.line()).append("{}\n"));
    assertEquals(
        events, output.toString().lines().map(Event::read).flatMap(Optional::stream).toList());
  }
}
