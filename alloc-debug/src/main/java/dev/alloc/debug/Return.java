package dev.alloc.debug;

import dev.alloc.debug.fault.Damage;
import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.site.Sites;
import dev.alloc.debug.table.BlockTable;
import dev.alloc.debug.table.Claim;
import dev.alloc.debug.table.Stripe;
import java.lang.foreign.MemorySegment;

/**
 * Takes blocks back from the program. Room in the quarantine is made first, and the guards are
 * looked at, so that a call that throws has not changed anything.
 */
record Return(Parts parts, Departure departure) {
  void free(MemorySegment block) {
    long address = block.address();
    Stripe stripe = parts.table().stripe(address);
    int site = parts.sites().hereIfPossible();
    int claim = claim(stripe, block);
    if (Claim.failed(claim)) {
      parts.refusals().react(block, claim, "free");
      return;
    }
    prepare(stripe, claim, "free");
    end(stripe, claim);
    parts.guards().fillFreed(parts.home().memory(), address, block.byteSize());
    hold(stripe, claim, site, Stripe.FREED);
  }

  /** Takes back a new place that a block did not move to after all. */
  void undo(MemorySegment moved, Throwable why) {
    Stripe stripe = parts.table().stripe(moved.address());
    try {
      int claim = claim(stripe, moved);
      prepare(stripe, claim, "reallocate");
      end(stripe, claim);
      parts.guards().fillFreed(parts.home().memory(), moved.address(), moved.byteSize());
      hold(stripe, claim, Sites.UNKNOWN, Stripe.UNCOUNTED);
    } catch (RuntimeException | Error second) {
      why.addSuppressed(second);
    }
  }

  int claim(Stripe stripe, MemorySegment block) {
    return parts.home().mayHold(block)
        ? BlockTable.claim(stripe, block.address(), block.byteSize())
        : Claim.ABSENT;
  }

  /** Verifies a claimed block and makes room for it; if that throws, it is live again. */
  void prepare(Stripe stripe, int id, String call) {
    try {
      verify(stripe, id, call);
      makeRoom(stripe, stripe.wholeBytes(id), call);
    } catch (RuntimeException | Error failure) {
      stripe.unclaim(id);
      throw failure;
    }
  }

  /** Ends the lifetime of a claimed block; if that throws, it is live again. */
  private void end(Stripe stripe, int id) {
    try {
      parts.scopes().end(stripe.address(id));
    } catch (RuntimeException | Error inUse) {
      stripe.unclaim(id);
      throw inUse;
    }
  }

  private void makeRoom(Stripe stripe, long wholeBytes, String call) {
    if (!isLarge(wholeBytes)) {
      departure.makeRoom(stripe, wholeBytes, call);
    } else if (parts.large().mayHold(wholeBytes)) {
      departure.makeRoomForLarge(wholeBytes, call);
    }
  }

  /** Lets a claimed block that is filled already wait in the quarantine. */
  void hold(Stripe stripe, int id, int site, long newByteSize) {
    long address = stripe.address(id);
    long wholeBytes = stripe.wholeBytes(id);
    stripe.free(id, site, parts.actors().here(), newByteSize);
    if (isLarge(wholeBytes)) {
      if (parts.large().mayHold(wholeBytes)) {
        parts.large().add(address, wholeBytes);
      } else {
        departure.leave(address, "free");
      }
    }
  }

  private boolean isLarge(long wholeBytes) {
    return wholeBytes > parts.limits().mostSmall();
  }

  private void verify(Stripe stripe, int id, String call) {
    MemorySegment memory = parts.home().memory();
    long bad = Guards.firstBad(memory, stripe.address(id), stripe.byteSize(id), stripe.shift(id));
    if (bad != Guards.INTACT) {
      Damage damage = Damage.at(memory, parts.guards(), stripe.block(id), bad);
      damage.repair(memory, parts.guards());
      parts.reaction().to(parts.faults().damaged(damage, call));
    }
  }
}
