package dev.alloc.debug;

import dev.alloc.Mark;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A mark of the allocator below, and the blocks that its thread got since. */
final class DebugMark implements Mark {
  private static final int WIDTH = 2; // address, serial

  private final BulkRelease release;
  private final Marks marks;
  private final Mark below;
  private final @Nullable DebugMark older;
  private final Thread owner = Thread.currentThread();
  private final int epoch;
  private long[] blocks = new long[16 * WIDTH];
  private int length;
  private boolean closed;

  /** Is shown a block. */
  @FunctionalInterface
  interface Visitor {
    void visit(long address, long serial);
  }

  DebugMark(BulkRelease release, Marks marks, Mark below) {
    this.release = release;
    this.marks = marks;
    this.below = below;
    this.older = marks.current();
    this.epoch = marks.epoch();
  }

  @Nullable DebugMark older() {
    return older;
  }

  Mark below() {
    return below;
  }

  /** Makes room for one block more, before that is asked for. */
  void reserve() {
    if (length == blocks.length) {
      length = release.compact(blocks, length);
      if (length > blocks.length / 2) {
        blocks = Arrays.copyOf(blocks, 2 * blocks.length);
      }
    }
  }

  void add(long address, long serial) {
    blocks[length] = address;
    blocks[length + 1] = serial;
    length += WIDTH;
  }

  void forEach(Visitor visitor) {
    for (int at = 0; at < length; at += WIDTH) {
      visitor.visit(blocks[at], blocks[at + 1]);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (Thread.currentThread() != owner) {
      throw new WrongThreadException("debug: this mark belongs to " + owner);
    }
    if (epoch != marks.epoch()) {
      throw new IllegalStateException("debug: this mark is void, there was a reset since");
    }
    if (marks.current() != this) {
      throw new IllegalStateException("debug: a mark made later is still open; close it first");
    }
    release.rewind(this);
    marks.closed(this);
    closed = true;
  }
}
