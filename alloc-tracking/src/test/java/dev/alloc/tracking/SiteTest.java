package dev.alloc.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sites are told apart")
final class SiteTest {
  private final Allocator allocator = Fixtures.with("depth", "1");

  @Test
  @DisplayName("by the method, also where two have the same name and the same code")
  void methods() {
    List<MemorySegment> blocks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      blocks.add(first(i));
      blocks.add(second(i));
      blocks.add(overloaded(i));
      blocks.add(overloaded((byte) i));
    }
    TrackingSnapshot snapshot = Tracking.of(allocator).snapshot();
    assertEquals(4, snapshot.sites().size(), snapshot::toString);
    assertEquals(4, snapshot.by(Grouping.LINE).size(), () -> "" + snapshot.by(Grouping.LINE));
    snapshot.sites().forEach(site -> assertEquals(3, site.usage().liveBlocks(), site::toString));
    blocks.forEach(allocator::free);
    allocator.close();
  }

  private MemorySegment first(int byteSize) {
    return allocator.allocate(byteSize, 1);
  }

  private MemorySegment second(int byteSize) {
    return allocator.allocate(byteSize, 1);
  }

  private MemorySegment overloaded(int byteSize) {
    return allocator.allocate(byteSize, 1);
  }

  private MemorySegment overloaded(byte byteSize) {
    return allocator.allocate(byteSize, 1);
  }
}
