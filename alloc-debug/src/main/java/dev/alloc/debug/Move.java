package dev.alloc.debug;

import dev.alloc.Allocator;
import dev.alloc.debug.Intake.Contents;
import dev.alloc.debug.table.Claim;
import dev.alloc.debug.table.Stripe;
import java.lang.foreign.MemorySegment;

/** Reallocates: always to a new place, so that the use of the old one is found. */
record Move(Parts parts, Intake intake, Return returns) {
  private static final String CALL = "reallocate";

  MemorySegment of(Allocator self, MemorySegment block, long newByteSize, long byteAlignment) {
    long address = block.address();
    long byteSize = block.byteSize();
    Stripe stripe = parts.table().stripe(address);
    int site = parts.sites().hereIfPossible();
    int claim = returns.claim(stripe, block);
    if (Claim.failed(claim)) {
      throw parts.refusals().of(block, claim, CALL); // there is nothing to return
    }
    returns.prepare(stripe, claim, CALL);
    MemorySegment moved = moved(self, stripe, claim, newByteSize, byteAlignment);
    MemorySegment memory = parts.home().memory();
    MemorySegment.copy(memory, address, memory, moved.address(), Math.min(byteSize, newByteSize));
    end(stripe, claim, address, moved);
    parts.guards().fillFreed(memory, address, byteSize);
    returns.hold(stripe, claim, site, newByteSize);
    return moved;
  }

  private MemorySegment moved(
      Allocator self, Stripe stripe, int claim, long newByteSize, long byteAlignment) {
    try {
      return intake.block(self, newByteSize, byteAlignment, Contents.FRESH, false);
    } catch (RuntimeException | Error failure) {
      stripe.unclaim(claim);
      throw failure;
    }
  }

  /** Ends the lifetime of the old place; if that throws, the new one is given up. */
  private void end(Stripe stripe, int claim, long address, MemorySegment moved) {
    try {
      parts.scopes().end(address);
    } catch (RuntimeException | Error inUse) {
      stripe.unclaim(claim);
      returns.undo(moved, inUse);
      throw inUse;
    }
  }
}
