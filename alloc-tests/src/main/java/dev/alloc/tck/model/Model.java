package dev.alloc.tck.model;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Tag;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Live blocks beside byte arrays that say what must be in them. */
public final class Model {
  private final Allocator allocator;
  private final long mostBytes;
  private final List<Pair> live = new ArrayList<>();
  private long liveBytes;
  private long writes;

  private record Pair(MemorySegment block, MemorySegment expected) {}

  /** A block that does not hold what it must. */
  static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
      super(message);
    }
  }

  /**
   * Starts empty.
   *
   * @param mostBytes how many bytes may be live; steps beyond that do nothing
   */
  Model(Allocator allocator, long mostBytes) {
    this.allocator = allocator;
    this.mostBytes = mostBytes;
  }

  /** Does one step, in the allocator and in the model. */
  void step(ModelStep step) {
    if (step.kind() == ModelStep.Kind.ALLOCATE) {
      allocate(step);
    } else if (!live.isEmpty()) {
      int index = step.pick() % live.size();
      switch (step.kind()) {
        case REALLOCATE -> reallocate(index, step);
        case WRITE -> write(index);
        default -> free(index);
      }
    }
  }

  /** Compares all live blocks with the model. */
  void verify() {
    for (Pair pair : live) {
      verify(pair, pair.expected().byteSize());
    }
  }

  void freeAll() {
    while (!live.isEmpty()) {
      free(live.size() - 1);
    }
  }

  private void allocate(ModelStep step) {
    if (liveBytes + step.byteSize() > mostBytes) {
      return;
    }
    MemorySegment block;
    try {
      block = allocator.allocate(step.byteSize(), step.byteAlignment());
    } catch (OutOfMemoryError fragmented) {
      return; // which the model cannot foresee
    }
    live.add(new Pair(block, MemorySegment.ofArray(new byte[(int) step.byteSize()])));
    liveBytes += step.byteSize();
    write(live.size() - 1);
  }

  private void reallocate(int index, ModelStep step) {
    Pair old = live.get(index);
    if (liveBytes + step.byteSize() > mostBytes) {
      return;
    }
    MemorySegment block;
    try {
      block = allocator.reallocate(old.block(), step.byteSize(), step.byteAlignment());
    } catch (OutOfMemoryError fragmented) {
      verify(old, old.expected().byteSize());
      return;
    }
    MemorySegment expected = MemorySegment.ofArray(new byte[(int) step.byteSize()]);
    long kept = Math.min(old.expected().byteSize(), step.byteSize());
    MemorySegment.copy(old.expected(), 0, expected, 0, kept);
    Pair moved = new Pair(block, expected);
    live.set(index, moved);
    liveBytes += step.byteSize() - old.expected().byteSize();
    verify(moved, kept);
    write(index);
  }

  private void write(int index) {
    Pair pair = live.get(index);
    Tag tag = Tag.of(writes++);
    MemorySegment expected = pair.expected();
    tag.fill(expected);
    if (pair.block().byteSize() != expected.byteSize()) {
      throw new Mismatch(
          "block #%d is %s, expected %d bytes"
              .formatted(index, LiveSet.describe(pair.block()), expected.byteSize()));
    }
    pair.block().copyFrom(expected);
  }

  private void free(int index) {
    Pair pair = live.remove(index);
    liveBytes -= pair.expected().byteSize();
    verify(pair, pair.expected().byteSize());
    allocator.free(pair.block());
  }

  private static void verify(Pair pair, long length) {
    MemorySegment expected = pair.expected();
    long offset = MemorySegment.mismatch(pair.block(), 0, length, expected, 0, length);
    if (offset >= 0) {
      throw new Mismatch(
          "byte %d of a block of %d bytes is 0x%02x, expected 0x%02x"
              .formatted(
                  offset,
                  expected.byteSize(),
                  pair.block().get(ValueLayout.JAVA_BYTE, offset),
                  expected.get(ValueLayout.JAVA_BYTE, offset)));
    }
  }
}
