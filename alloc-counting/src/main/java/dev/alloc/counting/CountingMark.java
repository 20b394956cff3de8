package dev.alloc.counting;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Mark;

/** A mark of the allocator below, and what was live when it was made. */
final class CountingMark implements Mark {
  private final Mark below;
  private final CountingAllocator allocator;
  private final Allocator upstream;
  private final Counts atMark;
  private boolean closed;

  CountingMark(CountingAllocator allocator, Allocator upstream, Mark below, Counts atMark) {
    this.allocator = allocator;
    this.upstream = upstream;
    this.below = below;
    this.atMark = atMark;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    AllocatorStats before = upstream.stats();
    below.close(); // refuses if it is not its turn
    closed = true;
    AllocatorStats after = upstream.stats();
    if (after.liveBlocks().isPresent() && after.liveBytes().isPresent()) {
      // It knows which blocks were older than the mark, such as one that was freed meanwhile.
      allocator.drop(
          before.liveBlocks().orElse(0) - after.liveBlocks().getAsLong(),
          before.liveBytes().orElse(0) - after.liveBytes().getAsLong());
    } else {
      allocator.dropTo(atMark.liveBlocks(), atMark.liveBytes());
    }
  }
}
