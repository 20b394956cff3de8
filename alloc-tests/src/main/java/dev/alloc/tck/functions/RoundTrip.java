package dev.alloc.tck.functions;

import dev.alloc.Allocator;
import dev.alloc.tck.NativeTables;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.random.RandomGenerator;

/** Rules 12.5 and 12.6: an allocator made from the functions of an export. */
public final class RoundTrip {
  private static final int STEPS = 2_000;
  private static final int MOST_BLOCKS = 50;

  private RoundTrip() {}

  /** Puts a random program to an allocator whose every call leads through C and back. */
  public static void verify(Trial trial, NativeTables tables) {
    CSide.requireUsable(trial);
    NativeTables.Exported exported = tables.export(trial.allocator(), Arena.ofAuto());
    Allocator returned = tables.imported(exported.functions());
    try (LiveSet blocks = new LiveSet(returned, "12.6", 0)) {
      RandomGenerator random = trial.random();
      for (int step = trial.repeats(STEPS); step > 0; step--) {
        step(trial, returned, blocks, random);
      }
      blocks.verifyContents();
    }
    trial.thrown(
        IllegalStateException.class,
        "asking for critical calls of pointers, which would end the process in an upcall",
        () -> tables.criticallyImported(exported.functions()));
    returned.close();
    exported.close();
  }

  private static void step(
      Trial trial, Allocator returned, LiveSet blocks, RandomGenerator random) {
    long byteSize = random.nextLong(1 + trial.volume(500));
    long byteAlignment = 1L << random.nextInt(6);
    int index = blocks.isEmpty() ? 0 : random.nextInt(blocks.size());
    int choice = random.nextInt(4);
    if (choice == 3 || blocks.size() > MOST_BLOCKS) {
      if (!blocks.isEmpty()) {
        blocks.verifyContents(index);
        blocks.free(index);
      }
    } else if (choice == 2 && !blocks.isEmpty()) {
      long kept = Math.min(byteSize, blocks.memory(index).byteSize());
      blocks.reallocate(index, byteSize, byteAlignment);
      blocks.verifyContents(index, kept);
      blocks.refill(index);
    } else if (choice == 1) {
      MemorySegment zeroed = returned.allocateZeroed(byteSize, byteAlignment);
      trial.check(
          zeroed.mismatch(MemorySegment.ofArray(new byte[(int) byteSize])) < 0,
          "a zeroed block of %d bytes is not zero after the round trip",
          byteSize);
      blocks.add(zeroed);
    } else {
      blocks.allocate(byteSize, byteAlignment);
    }
  }

  /** Asks for what a size_t cannot hold, and sees that no function was called. */
  public static void refuseTooLarge(Trial trial, NativeTables tables) {
    CSide.requireUsable(trial);
    Refusing watched = new Refusing(trial.allocator());
    NativeTables.Exported exported = tables.export(watched, Arena.ofAuto());
    Allocator returned = tables.imported(exported.functions());
    trial.check(
        Long.compareUnsigned(returned.maxByteSize(), CCaller.SIZE_MAX) <= 0,
        "maxByteSize() is %d, and the largest size_t %s",
        returned.maxByteSize(),
        Long.toUnsignedString(CCaller.SIZE_MAX));
    MemorySegment block = returned.allocate(64, 8);
    long before = watched.calls();
    long first = returned.maxByteSize() + 1;
    for (long byteSize :
        new long[] {
          first,
          first + 15,
          Math.max(first, (1L << 32) + 16),
          Math.max(first, (1L << 62) + 16),
          Long.MAX_VALUE
        }) {
      String size = byteSize + " bytes";
      trial.thrown(OutOfMemoryError.class, size, () -> returned.allocate(byteSize, 8));
      trial.thrown(
          OutOfMemoryError.class, size + " of zeros", () -> returned.allocateZeroed(byteSize, 8));
      trial.thrown(
          OutOfMemoryError.class,
          "a block resized to " + size,
          () -> returned.reallocate(block, byteSize, 8));
      trial.check(watched.calls() == before, "the request for %s was passed to malloc", size);
    }
    returned.free(block);
    returned.close();
    exported.close();
  }
}
