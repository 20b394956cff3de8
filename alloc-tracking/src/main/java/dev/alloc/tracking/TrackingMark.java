package dev.alloc.tracking;

import dev.alloc.Mark;
import dev.alloc.tracking.table.BlockTable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mark of the allocator below, and the blocks its thread got since. */
final class TrackingMark implements Mark {
  private static final int WIDTH = 2; // address, origin

  private final BulkRelease release;
  private final BlockTable table;
  private final Mark below;
  private final @Nullable TrackingMark older;
  private final int epoch;
  private long[] blocks = new long[16 * WIDTH];
  private int length;
  private boolean closed;

  /** Is shown a block. */
  @FunctionalInterface
  interface Visitor {
    void visit(long address, int origin);
  }

  TrackingMark(
      BulkRelease release, BlockTable table, Mark below, @Nullable TrackingMark older, int epoch) {
    this.release = release;
    this.table = table;
    this.below = below;
    this.older = older;
    this.epoch = epoch;
  }

  @Nullable TrackingMark older() {
    return older;
  }

  int epoch() {
    return epoch;
  }

  void add(long address, int origin) {
    if (length == blocks.length) {
      forgetFreed();
      if (length > blocks.length / 2) {
        blocks = Arrays.copyOf(blocks, 2 * blocks.length);
      }
    }
    blocks[length] = address;
    blocks[length + 1] = origin;
    length += WIDTH;
  }

  void forEach(Visitor visitor) {
    for (int at = 0; at < length; at += WIDTH) {
      visitor.visit(blocks[at], (int) blocks[at + 1]);
    }
  }

  @Override
  public void close() {
    below.close(); // refuses if it is not its turn
    if (!closed) {
      closed = true;
      release.rewound(this);
    }
  }

  /** Also forgets all but one entry of a block that got its address from one freed before. */
  private void forgetFreed() {
    Set<Long> seen = new HashSet<>();
    int kept = 0;
    for (int at = 0; at < length; at += WIDTH) {
      if (table.has(blocks[at], (int) blocks[at + 1]) && seen.add(blocks[at])) {
        blocks[kept] = blocks[at];
        blocks[kept + 1] = blocks[at + 1];
        kept += WIDTH;
      }
    }
    length = kept;
  }
}
