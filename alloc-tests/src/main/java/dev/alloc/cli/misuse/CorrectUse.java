package dev.alloc.cli.misuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A long run of operations without any error, so that every fault in it is a false alarm; the
 * contents of blocks are compared with what was written as well.
 */
public final class CorrectUse {
  private static final int MOST_LIVE = 500; // blocks
  private static final int SMALL = 256; // bytes
  private static final int LARGE = 20_000; // bytes
  private static final int HUGE = 300_000; // bytes
  private static final int LARGEST_ALIGNMENT_SHIFT = 7;
  private static final int OPERATIONS_BETWEEN_CHECKS = 20_000;
  private static final int OPERATIONS_BETWEEN_RESETS = 3_000;
  private static final int PERCENT = 100;

  private final Allocator allocator;
  private final Random random;
  private final List<Live> live = new ArrayList<>();

  /** A block, all of whose bytes are the tag. */
  private record Live(MemorySegment block, byte tag) {}

  private CorrectUse(Allocator allocator, long seed) {
    this.allocator = allocator;
    this.random = new Random(seed);
  }

  /**
   * Makes operations, frees what is left and closes the allocator.
   *
   * @param mode how errors are looked for
   * @param above what is below debug: {@code arena}, or nothing
   * @param seed of what is left to chance
   * @param operations how many
   * @throws dev.alloc.MemoryFaultException the false alarm
   * @throws IllegalStateException if a block does not hold what was written
   */
  public static void run(Mode mode, String above, long seed, int operations) {
    try (Allocator allocator = Allocators.create(mode.spec(above), mode.options())) {
      new CorrectUse(allocator, seed).run(operations);
    }
  }

  private void run(int operations) {
    boolean resets = allocator.capabilities().contains(Capability.RESET);
    for (int operation = 1; operation <= operations; operation++) {
      step();
      if (operation % OPERATIONS_BETWEEN_CHECKS == 0) {
        allocator.check();
      }
      if (resets && operation % OPERATIONS_BETWEEN_RESETS == 0) {
        live.clear();
        allocator.reset(random.nextBoolean() ? 0 : Long.MAX_VALUE);
      }
    }
    while (!live.isEmpty()) {
      free();
    }
    allocator.check();
  }

  private void step() {
    int drawn = random.nextInt(PERCENT);
    if (live.isEmpty() || (drawn < 40 && live.size() < MOST_LIVE)) {
      allocate();
    } else if (drawn < 50) {
      reallocate();
    } else if (drawn < 60) {
      rewrite();
    } else {
      free();
    }
  }

  private void allocate() {
    long byteSize = size();
    if (random.nextInt(4) == 0) {
      MemorySegment block = allocator.allocateZeroed(byteSize, alignment());
      verify(new Live(block, (byte) 0));
      add(block);
    } else {
      add(allocator.allocate(byteSize, alignment()));
    }
  }

  private void reallocate() {
    Live old = take();
    verify(old);
    long byteSize = size();
    long kept = Math.min(byteSize, old.block().byteSize());
    MemorySegment moved = allocator.reallocate(old.block(), byteSize, alignment());
    verify(new Live(moved.asSlice(0, kept), old.tag()));
    add(moved);
  }

  private void rewrite() {
    Live old = take();
    verify(old);
    add(old.block());
  }

  private void free() {
    Live old = take();
    verify(old);
    allocator.free(old.block());
  }

  private void add(MemorySegment block) {
    byte tag = (byte) random.nextInt();
    live.add(new Live(block.fill(tag), tag));
  }

  private Live take() {
    int at = random.nextInt(live.size());
    Live taken = live.get(at);
    live.set(at, live.getLast());
    live.removeLast();
    return taken;
  }

  private void verify(Live each) {
    MemorySegment block = each.block();
    for (long at = 0; at < block.byteSize(); at += 1 + block.byteSize() / SMALL) {
      if (block.get(JAVA_BYTE, at) != each.tag()) {
        throw new IllegalStateException(
            "byte %d of a block of %d bytes is 0x%02x, written was 0x%02x"
                .formatted(at, block.byteSize(), block.get(JAVA_BYTE, at), each.tag()));
      }
    }
  }

  private long size() {
    int drawn = random.nextInt(1_000);
    return random.nextInt(drawn < 970 ? SMALL : drawn < 998 ? LARGE : HUGE);
  }

  private long alignment() {
    return 1L << random.nextInt(LARGEST_ALIGNMENT_SHIFT);
  }
}
