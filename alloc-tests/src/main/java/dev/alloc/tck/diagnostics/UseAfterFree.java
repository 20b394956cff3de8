package dev.alloc.tck.diagnostics;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;

/** Uses blocks that were freed (rule 8.5). */
public final class UseAfterFree {
  private static final int BYTES = 64;
  private static final int OTHERS = 3_000;

  private final Trial trial;
  private final Allocator allocator;
  private final OptionalInt freedFill;

  /**
   * Prepares.
   *
   * @param freedFill the byte that freed blocks are filled with, if known
   */
  public UseAfterFree(Trial trial, OptionalInt freedFill) {
    this.trial = trial;
    this.allocator = trial.allocator();
    this.freedFill = freedFill;
  }

  public void verify() {
    readsAreDead();
    for (int offset : new int[] {0, 10, BYTES - 1}) {
      isReported(offset, "check()", allocator::check);
      isReported(offset, "close()", allocator::close);
    }
    isReportedWhenItLeaves();
  }

  private void readsAreDead() {
    MemorySegment block = freed();
    for (int i = 0; i < BYTES && freedFill.isPresent(); i++) {
      int found;
      try {
        found = block.get(JAVA_BYTE, i) & 0xFF;
      } catch (IllegalStateException atTheAccess) {
        return;
      }
      trial.check(
          found == freedFill.getAsInt(),
          "byte %d of a freed block reads as 0x%02x, not as the dead 0x%02x",
          i,
          found,
          freedFill.getAsInt());
    }
  }

  private void isReported(int offset, String call, Runnable verification) {
    MemorySegment block = freed();
    if (writes(block, offset)) {
      String what = "%s with byte %d of a freed block written".formatted(call, offset);
      FoundFault.verify(trial, verification, what, block, BYTES, offset);
    }
  }

  private void isReportedWhenItLeaves() {
    MemorySegment block = freed();
    if (!writes(block, 5)) {
      return;
    }
    for (int i = 0; i < trial.repeats(OTHERS); i++) {
      MemorySegment other = allocator.allocate(BYTES, 8);
      try {
        allocator.free(other);
      } catch (MemoryFaultException fault) {
        allocator.free(other); // the call that threw has changed nothing
        FoundFault.verify(trial, fault, "a later free", block, BYTES, 5);
        return;
      }
    }
    FoundFault.verify(trial, allocator::check, "check() at last", block, BYTES, 5);
  }

  private MemorySegment freed() {
    MemorySegment block = allocator.allocate(BYTES, 8).fill((byte) 0x11);
    allocator.free(block);
    return block;
  }

  /** Whether the block can be written: else its misuse was noticed at the access. */
  private static boolean writes(MemorySegment block, int offset) {
    try {
      block.set(JAVA_BYTE, offset, (byte) ~block.get(JAVA_BYTE, offset));
      return true;
    } catch (IllegalStateException atTheAccess) {
      return false;
    }
  }
}
