package dev.alloc.counting;

import dev.alloc.Mark;

/** A mark of the allocator below, and what was live when it was made. */
final class CountingMark implements Mark {
  private final Mark below;
  private final CountingAllocator allocator;
  private final long liveBlocks;
  private final long liveBytes;
  private boolean closed;

  CountingMark(CountingAllocator allocator, Mark below, Counts atMark) {
    this.allocator = allocator;
    this.below = below;
    this.liveBlocks = atMark.liveBlocks();
    this.liveBytes = atMark.liveBytes();
  }

  @Override
  public void close() {
    below.close(); // refuses if it is not its turn
    if (!closed) {
      closed = true;
      allocator.dropTo(liveBlocks, liveBytes);
    }
  }
}
