package dev.alloc.tck.views;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.trial.Tag;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.function.Executable;

/** What rule 9.6 asks of one kind of view. */
public final class ArenaView {
  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final long[] SIZES = {1, 24, 0, 300, 7};

  private final Trial trial;
  private final String call;
  private final boolean zeroed;
  private final Allocator allocator;

  /**
   * Prepares.
   *
   * @param call how the view is opened, for messages
   * @param zeroed whether it promises zeros
   */
  public ArenaView(Trial trial, String call, boolean zeroed) {
    this.trial = trial;
    this.call = call;
    this.zeroed = zeroed;
    this.allocator = trial.allocator();
  }

  /** Verifies what holds for every arena. */
  public void verify(Supplier<Arena> opened) {
    long before = live();
    dirtyMemory();
    Arena arena = opened.get();
    check(arena.scope().isAlive(), "is not alive when it is opened");
    List<MemorySegment> blocks = blocksOf(arena);
    verifyCounted(before + blocks.size());
    verifyRefusals(arena);
    for (int i = 0; i < blocks.size(); i++) {
      check(
          Tag.of(i).firstMismatch(blocks.get(i), blocks.get(i).byteSize()) < 0,
          "gave out overlapping blocks");
    }
    arena.close();
    verifyDead(arena, blocks);
    verifyLive(before, "after it was closed");
    trial.thrown(IllegalStateException.class, "closing " + call + " twice", arena::close);
    verifyLive(before, "after it was closed twice");
    trial.thrown(
        IllegalStateException.class,
        "allocating from a closed " + call,
        () -> arena.allocate(8, 8));
    verifyLive(before, "after an allocation was refused because it was closed");
    verifyMemoryComesBack(opened);
  }

  /** Verifies that other threads are refused. */
  public void verifyConfined(Supplier<Arena> opened) {
    long before = live();
    Arena arena = opened.get();
    MemorySegment block = arena.allocate(16, 8).fill((byte) 1);
    trial
        .crew()
        .work(
            1,
            _ -> {
              wrongThread("allocating from", () -> arena.allocate(8, 8));
              wrongThread("closing", arena::close);
              if (trial.has(Capability.SCOPES)) {
                wrongThread("reading a block of", () -> block.get(JAVA_BYTE, 0));
              }
            });
    check(block.get(JAVA_BYTE, 0) == 1, "lost a block after another thread was refused");
    arena.close();
    verifyLive(before, "after another thread was refused and it was closed");
  }

  /** Verifies that other threads are welcome. */
  public void verifyShared(Supplier<Arena> opened) {
    long before = live();
    Arena arena = opened.get();
    MemorySegment block = arena.allocate(16, 8).fill((byte) 1);
    trial
        .crew()
        .work(
            3,
            index -> {
              for (int i = 0; i < 32; i++) {
                MemorySegment own = arena.allocate(24, 8).fill((byte) index);
                check(own.get(JAVA_BYTE, 23) == index, "gave two threads one block");
              }
              check(block.get(JAVA_BYTE, 0) == 1, "hides a block from another thread");
            });
    trial.crew().work(1, _ -> arena.close());
    verifyLive(before, "after another thread closed it");
  }

  private void wrongThread(String what, Executable executable) {
    trial.thrown(WrongThreadException.class, what + " " + call + " on another thread", executable);
  }

  /** Leaves bytes that are not zero where the next blocks will be. */
  private void dirtyMemory() {
    for (long byteSize : SIZES) {
      trial.blocks().add(allocator.allocate(byteSize, 8));
    }
    trial.blocks().freeAll();
  }

  private List<MemorySegment> blocksOf(Arena arena) {
    List<MemorySegment> blocks = new ArrayList<>();
    for (long byteSize : SIZES) {
      MemorySegment block = arena.allocate(byteSize, 8);
      check(block.byteSize() == byteSize, "gave a block of another size");
      check(block.address() != 0 && block.address() % 8 == 0, "gave a misaligned block");
      for (long i = 0; zeroed && i < byteSize; i++) {
        check(block.get(JAVA_BYTE, i) == 0, "gave a block that is not zero");
      }
      if (trial.has(Capability.SCOPES)) {
        check(block.scope().equals(arena.scope()), "gave a block of another scope");
      }
      Tag.of(blocks.size()).fill(block);
      blocks.add(block);
    }
    MemorySegment text = arena.allocateFrom("text");
    check(text.getString(0).equals("text"), "lost a string");
    Tag.of(blocks.size()).fill(text);
    blocks.add(text);
    return blocks;
  }

  private void verifyRefusals(Arena arena) {
    long live = live();
    trial.thrown(
        IllegalArgumentException.class, "a negative size in " + call, () -> arena.allocate(-1, 8));
    trial.thrown(
        IllegalArgumentException.class, "alignment 3 in " + call, () -> arena.allocate(8, 3));
    trial.thrown(
        OutOfMemoryError.class,
        "Long.MAX_VALUE bytes in " + call,
        () -> arena.allocate(Long.MAX_VALUE, 1));
    verifyLive(live, "after refused requests");
  }

  private void verifyDead(Arena arena, List<MemorySegment> blocks) {
    check(!arena.scope().isAlive(), "is alive after it was closed");
    if (!trial.has(Capability.SCOPES)) {
      return;
    }
    for (MemorySegment block : blocks) {
      check(!block.scope().isAlive(), "left a block alive when it was closed");
    }
    trial.thrown(
        IllegalStateException.class,
        "reading a block of a closed " + call,
        () -> blocks.getFirst().get(JAVA_BYTE, 0));
  }

  /** Fills a small machine several times over, which only works if closing gives memory back. */
  private void verifyMemoryComesBack(Supplier<Arena> opened) {
    if (!trial.has(Capability.INDIVIDUAL_FREE)) {
      return;
    }
    long share = Math.min(trial.budget() / 4, 16L << 10);
    for (int i = 0; i < 20; i++) {
      try (Arena arena = opened.get()) {
        arena.allocate(share, 8);
      }
    }
  }

  private void verifyCounted(long expected) {
    verifyLive(expected, "while it is open");
  }

  private void verifyLive(long expected, String when) {
    long live = live();
    check(
        live == expected || live == UNKNOWN,
        "should have left %d blocks live in the statistics %s, not %d"
            .formatted(expected, when, live));
  }

  private long live() {
    return allocator.stats().liveBlocks().orElse(UNKNOWN);
  }

  private void check(boolean condition, String what) {
    if (!condition) {
      throw trial.failure(call + " " + what);
    }
  }
}
