package dev.alloc.tck.diagnostics;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Frees what is no block (rule 8.2). */
public final class WildFree {
  private static final int BYTES = 64;
  private static final long NEAR = 4L << 10;
  private static final long FAR = 1L << 30;

  private final TckFixture fixture;
  private final Trial trial;

  public WildFree(TckFixture fixture, Trial trial) {
    this.fixture = fixture;
    this.trial = trial;
  }

  public void verify() {
    LiveSet blocks = trial.blocks();
    blocks.allocate(BYTES, 8);
    MemorySegment block = blocks.allocate(BYTES, 8);
    blocks.allocate(BYTES, 8);
    State before = trial.state();
    refuse("a block without its first byte", block.asSlice(1));
    refuse("a block without its first 8 bytes", block.asSlice(8));
    refuse("a block without its last byte", block.asSlice(0, BYTES - 1));
    refuse("an array on the Java heap", MemorySegment.ofArray(new long[8]));
    if (trial.has(Capability.NATIVE)) {
      refuse("an address 4 KiB from a block", at(block.address() + NEAR));
      refuse("an address 1 GiB from a block", at(block.address() + FAR));
      try (Arena arena = Arena.ofConfined()) {
        refuse("memory that was never allocated here", arena.allocate(BYTES, 8));
      }
    }
    freeAnothersBlock();
    trial.assertUnchanged(before, "refusing to free what is no block");
    blocks.verifyContents();
    blocks.allocate(BYTES, 8);
  }

  private void freeAnothersBlock() {
    try (Allocator other = fixture.create()) {
      MemorySegment foreign = other.allocate(BYTES, 8);
      refuse("another allocator's block", foreign);
      other.free(foreign);
    }
  }

  private void refuse(String what, MemorySegment segment) {
    MemoryFaultException fault =
        trial.thrown(
            MemoryFaultException.class, "freeing " + what, () -> trial.allocator().free(segment));
    trial.check(
        fault.kind() == Kind.INVALID_FREE || fault.kind() == Kind.WRONG_SIZE,
        "freeing %s was reported as %s: %s",
        what,
        fault.kind(),
        fault.getMessage());
    trial.check(
        fault.address() == segment.address(),
        "the fault of freeing %s is about address 0x%x instead of 0x%x",
        what,
        fault.address(),
        segment.address());
  }

  @SuppressWarnings("restricted") // it is never accessed
  private static MemorySegment at(long address) {
    return MemorySegment.ofAddress(address).reinterpret(BYTES);
  }
}
