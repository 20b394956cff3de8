package dev.alloc.tck.diagnostics;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;

/** What bytes are before the program has written them, and after it has freed them (rule 8.6). */
public final class Fillings {
  private static final byte OWN = 0x11;

  private final Trial trial;
  private final Allocator allocator;
  private final int fresh;
  private final int freed;

  /**
   * Prepares.
   *
   * @param fresh the byte that fresh blocks are filled with
   * @param freed the byte that freed ones are
   */
  public Fillings(Trial trial, int fresh, int freed) {
    this.trial = trial;
    this.allocator = trial.allocator();
    this.fresh = fresh;
    this.freed = freed;
  }

  public void verify() {
    trial.check(fresh != freed, "fresh and freed bytes have one pattern, 0x%02x", fresh);
    for (long byteSize : new long[] {1, 7, 8, 100, 3_000}) {
      MemorySegment block = allocator.allocate(byteSize, 8);
      verify(block, 0, byteSize, fresh, "a fresh block");
      block.fill(OWN);
      block = allocator.reallocate(block, 2 * byteSize, 8);
      verify(block, 0, byteSize, OWN, "the old part of a block that grew");
      verify(block, byteSize, 2 * byteSize, fresh, "the new part of a block that grew");
      block.fill(OWN);
      allocator.free(block);
      if (trial.has(Capability.HOLDS_FREED)) {
        verify(block, 0, 2 * byteSize, freed, "a freed block");
      }
      MemorySegment zeroed = allocator.allocateZeroed(byteSize, 8);
      verify(zeroed, 0, byteSize, 0, "a zeroed block");
      allocator.free(zeroed);
    }
  }

  private void verify(MemorySegment block, long from, long to, int expected, String what) {
    for (long at = from; at < to; at++) {
      int found = RawMemory.get(block, at) & 0xFF;
      trial.check(
          found == expected,
          "byte %d of %s is 0x%02x instead of 0x%02x",
          at,
          what,
          found,
          expected);
    }
  }
}
