package dev.alloc.tck.fuzz;

import dev.alloc.Allocator;
import dev.alloc.tck.fuzz.Exchange.Handed;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** One thread's live blocks, and what must be in each. Used by that thread alone. */
final class Player {
  private static final int MOST_LIVE = 128;
  private static final int RESET_ONE_IN = 256;
  private static final int VERIFY_EVERY = 1 << 10;

  private final Allocator allocator;
  private final Bounds bounds;
  private final @Nullable Exchange exchange;
  private final Resets resets;
  private final Story story;
  private final MemorySegment[] blocks = new MemorySegment[MOST_LIVE];
  private final int[] contents = new int[MOST_LIVE];
  private int count;
  private long liveBytes;
  private long refused;
  private int played;

  /**
   * Starts with nothing.
   *
   * @param exchange where blocks change hands; null if this thread is the only one
   * @param bounds of this thread
   */
  Player(Allocator allocator, Bounds bounds, @Nullable Exchange exchange, Story story) {
    this.allocator = allocator;
    this.bounds = bounds;
    this.exchange = exchange;
    this.resets = exchange == null ? Resets.of(allocator) : Resets.NONE;
    this.story = story;
  }

  void play(Step step) {
    switch (step.kind()) {
      case ALLOCATE -> allocate(step, false);
      case ALLOCATE_ZEROED -> allocate(step, true);
      case REALLOCATE -> reallocate(step);
      case WRITE -> write(step);
      case FREE -> free(step);
      case OTHER -> other(step);
    }
    if (++played % VERIFY_EVERY == 0) {
      verify();
    }
  }

  /** Compares all live blocks, and if this thread is the only one the statistics as well. */
  void verify() {
    for (int i = 0; i < count; i++) {
      compare(i, blocks[i].byteSize());
    }
    if (exchange == null) {
      Counts.verify(allocator, count, liveBytes);
    }
  }

  void freeAll() {
    while (count > 0) {
      freeAt(count - 1);
    }
  }

  long refused() {
    return refused;
  }

  private void allocate(Step step, boolean zeroed) {
    long byteSize = step.byteSize(bounds.byteSize());
    long byteAlignment = step.byteAlignment(bounds.byteAlignment());
    if (count == MOST_LIVE || liveBytes + byteSize > bounds.liveBytes()) {
      free(step);
      return;
    }
    MemorySegment block;
    try {
      block =
          zeroed
              ? allocator.allocateZeroed(byteSize, byteAlignment)
              : allocator.allocate(byteSize, byteAlignment);
    } catch (OutOfMemoryError fragmented) { // which the model cannot foresee
      refused++;
      return;
    }
    story.allocated(block, byteSize, byteAlignment, zeroed);
    require(block, byteSize, byteAlignment);
    if (zeroed && Contents.notZero(block) >= 0) {
      throw new Mismatch(
          "byte %d of a zeroed block of %d bytes is not 0"
              .formatted(Contents.notZero(block), byteSize));
    }
    add(block, step.contents());
    Contents.write(block, step.contents());
  }

  private void reallocate(Step step) {
    if (count == 0) {
      return;
    }
    int index = step.pick(count);
    MemorySegment old = blocks[index];
    long byteSize = step.byteSize(bounds.byteSize());
    long byteAlignment = step.byteAlignment(bounds.byteAlignment());
    long more = byteSize - old.byteSize();
    if (liveBytes + more > bounds.liveBytes()) {
      return;
    }
    MemorySegment block;
    try {
      block = allocator.reallocate(old, byteSize, byteAlignment);
    } catch (OutOfMemoryError fragmented) {
      refused++;
      compare(index, old.byteSize());
      return;
    }
    story.reallocated(old, block, byteSize, byteAlignment);
    require(block, byteSize, byteAlignment);
    long kept = Math.min(old.byteSize(), byteSize);
    blocks[index] = block;
    liveBytes += more;
    compare(index, kept);
    contents[index] = step.contents();
    Contents.write(block, step.contents());
  }

  private void write(Step step) {
    if (count > 0) {
      int index = step.pick(count);
      contents[index] = step.contents();
      story.wrote(blocks[index]);
      Contents.write(blocks[index], step.contents());
    }
  }

  private void free(Step step) {
    if (count > 0) {
      freeAt(step.pick(count));
    }
  }

  private void freeAt(int index) {
    compare(index, blocks[index].byteSize());
    MemorySegment block = remove(index);
    story.freed(block);
    allocator.free(block);
  }

  private void other(Step step) {
    if (exchange != null) {
      handOver(step, exchange);
    } else if (resets.possible() && step.isOneIn(RESET_ONE_IN)) {
      story.reset();
      resets.reset(step);
      count = 0;
      liveBytes = 0;
    } else if (count > 0) {
      compare(step.pick(count), blocks[step.pick(count)].byteSize());
    }
  }

  /** Puts a block where another thread may take it, and takes what is there. */
  private void handOver(Step step, Exchange there) {
    Handed given = null;
    if (count > 0) {
      int index = step.pick(count);
      given = new Handed(blocks[index], contents[index]);
      remove(index);
    }
    Handed taken = there.swap(step, given);
    if (taken != null) {
      add(taken.block(), taken.contents());
      compare(count - 1, taken.block().byteSize());
    }
  }

  private void add(MemorySegment block, int number) {
    blocks[count] = block;
    contents[count] = number;
    count++;
    liveBytes += block.byteSize();
  }

  private MemorySegment remove(int index) {
    MemorySegment block = blocks[index];
    count--;
    blocks[index] = blocks[count];
    contents[index] = contents[count];
    liveBytes -= block.byteSize();
    return block;
  }

  private void compare(int index, long length) {
    MemorySegment block = blocks[index];
    long offset = Contents.mismatch(block, length, contents[index]);
    if (offset >= 0) {
      throw new Mismatch(
          "byte %d of %s is 0x%02x, expected 0x%02x"
              .formatted(
                  offset,
                  story.name(block),
                  block.get(ValueLayout.JAVA_BYTE, offset),
                  Contents.expected(contents[index], offset)));
    }
  }

  private static void require(MemorySegment block, long byteSize, long byteAlignment) {
    if (block.byteSize() != byteSize || (block.address() & byteAlignment - 1) != 0) {
      throw new Mismatch(
          "asked for %d bytes aligned to %d, got %d bytes at 0x%x"
              .formatted(byteSize, byteAlignment, block.byteSize(), block.address()));
    }
  }
}
