package dev.alloc.tck.emulated;

import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;

/** What an emulated allocator finds wrong with its blocks. */
final class Faults {
  private static final int MOST_LEAKS = 1_000;

  private Faults() {}

  static MemoryFaultException wrongSize(String name, MemorySegment block, long byteSize) {
    String message =
        "%s: WRONG_SIZE of 0x%x (%d bytes): the block there has %d bytes"
            .formatted(name, block.address(), block.byteSize(), byteSize);
    return new MemoryFaultException(Kind.WRONG_SIZE, message, block.address(), byteSize);
  }

  /** Returns the fault of closing with live blocks, with one suppressed fault for each of them. */
  static MemoryFaultException leak(String name, Ledger ledger, Tags tags, long base) {
    String message =
        "%s: LEAK of %d blocks (%d bytes in all): not freed before close"
            .formatted(name, ledger.liveBlocks(), ledger.liveBytes());
    MemoryFaultException fault = new MemoryFaultException(Kind.LEAK, message, 0, -1);
    int found = 0;
    for (long block = 0; found < MOST_LEAKS && tags.fits(block); block = tags.after(block)) {
      if (tags.isUsed(block) && tags.requested(block) >= 0) {
        fault.addSuppressed(leaked(name, tags, block, base));
        found++;
      }
    }
    return fault;
  }

  /** Walks through the memory and compares each header with its neighbours. */
  static void check(String name, Ledger ledger, Tags tags, long base) {
    long live = 0;
    boolean beforeUsed = true;
    long block = 0;
    while (block < tags.top()) {
      long size = tags.size(block);
      boolean used = tags.isUsed(block);
      if (!tags.fits(block)
          || tags.isBeforeUsed(block) != beforeUsed
          || (!used && (!beforeUsed || tags.footer(block + size) != size))) {
        throw damaged(name, base + block);
      }
      live += used && tags.requested(block) >= 0 ? 1 : 0;
      beforeUsed = used;
      block += size;
    }
    if (live != ledger.liveBlocks()) {
      throw damaged(name, base);
    }
  }

  private static MemoryFaultException leaked(String name, Tags tags, long block, long base) {
    long address = base + block + Tags.HEADER + tags.shift(block);
    long byteSize = tags.requested(block);
    String message = "%s: LEAK of 0x%x (%d bytes)".formatted(name, address, byteSize);
    return new MemoryFaultException(Kind.LEAK, message, address, byteSize);
  }

  private static MemoryFaultException damaged(String name, long address) {
    String message =
        "%s: OVERRUN: the allocator's own bytes at 0x%x were written, by whoever has the block before"
            .formatted(name, address);
    return new MemoryFaultException(Kind.OVERRUN, message, address, -1);
  }
}
