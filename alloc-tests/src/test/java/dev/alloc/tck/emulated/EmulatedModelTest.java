package dev.alloc.tck.emulated;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.AllocatorStats;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A long random life of each machine, compared with byte arrays that cannot overlap. */
final class EmulatedModelTest {
  private static final int STEPS = 20_000;
  private static final int CHECK_EVERY = 64;

  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Block(MemorySegment memory, byte[] expected) {}

  private final List<Block> blocks = new ArrayList<>();
  private long refused;

  @ParameterizedTest
  @MethodSource("dev.alloc.tck.emulated.Machines#all")
  void everyBlockKeepsItsBytesAndEveryByteIsCounted(Machine machine) {
    long seed = Long.getLong("alloc.tck.seed", 20_250_101);
    SplittableRandom random = new SplittableRandom(seed);
    try (EmulatedAllocator allocator = EmulatedAllocator.of(machine)) {
      for (int step = 0; step < STEPS; step++) {
        try {
          take(allocator, machine, random);
        } catch (OutOfMemoryError full) {
          refused++;
          for (int i = 0; i < 4 && !blocks.isEmpty(); i++) {
            free(allocator, random.nextInt(blocks.size()));
          }
        }
        if (step % CHECK_EVERY == 0) {
          allocator.check();
          compareStatistics(allocator);
        }
      }
      while (!blocks.isEmpty()) {
        free(allocator, random.nextInt(blocks.size()));
      }
      allocator.check();
      if (machine.reuse() != Machine.Reuse.NEVER) {
        assertWholeAgain(allocator, machine);
      }
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(machine.name() + " with -Dalloc.tck.seed=" + seed, failure);
    }
  }

  private void take(EmulatedAllocator allocator, Machine machine, SplittableRandom random) {
    long size = random.nextInt(16) == 0 ? random.nextInt(8192) : random.nextInt(200);
    long alignment =
        1L << random.nextInt(Long.numberOfTrailingZeros(machine.largestAlignment()) + 1);
    switch (random.nextInt(5)) {
      case 0, 1 -> add(allocator.allocate(size, alignment), alignment, random);
      case 2 -> {
        MemorySegment zeroed = allocator.allocateZeroed(size, alignment);
        assertArrayEquals(new byte[(int) size], zeroed.toArray(JAVA_BYTE));
        add(zeroed, alignment, random);
      }
      case 3 -> {
        if (!blocks.isEmpty()) {
          reallocate(allocator, random.nextInt(blocks.size()), size, alignment, random);
        }
      }
      default -> {
        if (!blocks.isEmpty()) {
          free(allocator, random.nextInt(blocks.size()));
        }
      }
    }
  }

  private void add(MemorySegment memory, long alignment, SplittableRandom random) {
    assertEquals(0, memory.address() % alignment, "alignment");
    assertTrue(memory.address() != 0, "an address of 0");
    byte[] bytes = new byte[(int) memory.byteSize()];
    random.nextBytes(bytes);
    MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, 0, bytes.length);
    blocks.add(new Block(memory, bytes));
  }

  private void reallocate(
      EmulatedAllocator allocator, int index, long size, long alignment, SplittableRandom random) {
    Block old = blocks.get(index);
    MemorySegment moved = allocator.reallocate(old.memory(), size, alignment);
    blocks.set(index, blocks.getLast());
    blocks.removeLast();
    int kept = (int) Math.min(size, old.expected().length);
    assertArrayEquals(
        Arrays.copyOf(old.expected(), kept), moved.asSlice(0, kept).toArray(JAVA_BYTE));
    add(moved, alignment, random);
  }

  private void free(EmulatedAllocator allocator, int index) {
    Block block = blocks.set(index, blocks.getLast());
    blocks.removeLast();
    assertArrayEquals(block.expected(), block.memory().toArray(JAVA_BYTE), "contents at free");
    allocator.free(block.memory());
  }

  private void compareStatistics(EmulatedAllocator allocator) {
    AllocatorStats stats = allocator.stats();
    assertEquals(blocks.size(), stats.liveBlocks().orElseThrow());
    assertEquals(
        blocks.stream().mapToLong(block -> block.expected().length).sum(),
        stats.liveBytes().orElseThrow());
    assertEquals(refused, stats.failures().orElseThrow());
  }

  /** With everything freed all fragments have been joined: the largest size fits again. */
  private static void assertWholeAgain(EmulatedAllocator allocator, Machine machine) {
    MemorySegment all = allocator.allocate(allocator.maxByteSize(), machine.smallestAlignment());
    allocator.free(all);
  }
}
