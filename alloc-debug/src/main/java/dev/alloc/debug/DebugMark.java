package dev.alloc.debug;

import dev.alloc.Mark;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A mark of the allocator below, and the blocks that its thread got since. */
final class DebugMark implements Mark {
  private static final int WIDTH = 2; // address, serial
  private static final int LEAST_SWEPT = 8_192; // words: to look through the quarantine takes long

  private final BulkRelease release;
  private final Marks marks;
  private final long[] ends;
  private final Mark below;
  private final @Nullable DebugMark older;
  private final Thread owner = Thread.currentThread();
  private final int epoch;
  private long[] blocks = new long[16 * WIDTH];
  private int length;
  private boolean closed;

  DebugMark(BulkRelease release, Marks marks, long[] ends, Mark below) {
    this.release = release;
    this.marks = marks;
    this.ends = ends;
    this.below = below;
    this.older = marks.current();
    this.epoch = marks.epoch();
  }

  @Nullable DebugMark older() {
    return older;
  }

  /** Where the quarantine's lanes ended when this was made. */
  long[] ends() {
    return ends;
  }

  Mark below() {
    return below;
  }

  /** Makes room for one block more, before that is asked for. */
  void reserve() {
    if (length == blocks.length) {
      if (length >= LEAST_SWEPT) {
        sweep();
      }
      if (length > blocks.length / 2) {
        blocks = Arrays.copyOf(blocks, 2 * blocks.length);
      }
    }
  }

  void add(long address, int serial) {
    blocks[length] = address;
    blocks[length + 1] = serial;
    length += WIDTH;
  }

  /** Forgets those that are gone. */
  private void sweep() {
    Set<Birth> present = release.present(this);
    length = 0;
    present.forEach(birth -> add(birth.address(), birth.serial()));
  }

  void forEach(Consumer<Birth> visitor) {
    for (int at = 0; at < length; at += WIDTH) {
      visitor.accept(new Birth(blocks[at], (int) blocks[at + 1]));
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
