package dev.alloc.tck.diagnostics;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;

/** Compares what is declared with what can be seen (rule 8.8). */
public final class TrueCapabilities {
  private static final int BYTES = 64;

  private final Trial trial;
  private final Allocator allocator;

  public TrueCapabilities(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
  }

  public void verify() {
    Set<Capability> before = new HashSet<>(allocator.capabilities());
    trial.check(
        !before.contains(Capability.SCOPES) || before.contains(Capability.NATIVE),
        "SCOPES is declared without NATIVE, which it implies");
    blocksAreWhatIsSaid(before);
    heldBlocksStayAway(before);
    bulkReleaseIsRefusedUnlessDeclared(before);
    trial.check(
        before.equals(allocator.capabilities()),
        "capabilities() was %s, and %s after some use",
        before,
        allocator.capabilities());
  }

  @SuppressWarnings("restricted") // SCOPES is the promise that this can be done
  private void blocksAreWhatIsSaid(Set<Capability> declared) {
    MemorySegment block = trial.blocks().allocate(BYTES, 8);
    trial.check(
        !declared.contains(Capability.NATIVE) || block.isNative(),
        "NATIVE is declared, and a block is on the Java heap");
    if (declared.contains(Capability.SCOPES)) {
      try (Arena arena = Arena.ofConfined()) {
        trial.check(
            block.reinterpret(arena, null).scope().equals(arena.scope()),
            "SCOPES is declared, and a block cannot be given a scope");
      }
    }
  }

  private void heldBlocksStayAway(Set<Capability> declared) {
    if (declared.contains(Capability.HOLDS_FREED)) {
      long freed = trial.blocks().memory(0).address();
      trial.blocks().free(0);
      long next = trial.blocks().allocate(BYTES, 8).address();
      trial.check(
          next != freed,
          "HOLDS_FREED is declared, and the next block is where the last one was freed");
    }
  }

  private void bulkReleaseIsRefusedUnlessDeclared(Set<Capability> declared) {
    if (!declared.contains(Capability.MARK)) {
      trial.thrown(
          UnsupportedOperationException.class, "mark() without MARK", () -> allocator.mark());
    } else {
      try (Mark _ = allocator.mark()) {
        allocator.stats();
      }
    }
    if (!declared.contains(Capability.RESET)) {
      trial.thrown(
          UnsupportedOperationException.class, "reset(0) without RESET", () -> allocator.reset(0));
    }
  }
}
