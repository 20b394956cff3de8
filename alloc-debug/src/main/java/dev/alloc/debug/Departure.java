package dev.alloc.debug;

import dev.alloc.debug.fault.Damage;
import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.guard.Layout;
import dev.alloc.debug.table.BlockTable;
import dev.alloc.debug.table.Stripe;
import java.lang.foreign.MemorySegment;

/**
 * Gives blocks back that have waited: looks at them for the last time, and hands their memory down.
 */
record Departure(Parts parts) {
  private static final int MOST_AT_ONCE = 4; // times what comes
  private static final int MOST_EMPTY = 64; // stripes to ask in vain

  /**
   * Gives a block back that has left the table. If this throws, its record is not the caller's any
   * more: the block is gone if there was a fault, and held again if the allocator below refused it.
   *
   * @param id the number of its record, still to be forgotten
   */
  void of(Stripe stripe, int id, String call) {
    MemorySegment memory = parts.home().memory();
    long bad =
        parts
            .guards()
            .firstBadFreed(memory, stripe.address(id), stripe.byteSize(id), stripe.shift(id));
    Damage damage =
        bad == Guards.INTACT ? null : Damage.at(memory, parts.guards(), stripe.block(id), bad);
    try {
      parts.upstream().free(whole(stripe, id));
    } catch (RuntimeException | Error refused) {
      stay(stripe, id);
      throw refused;
    }
    if (damage != null) {
      react(stripe, id, damage, call);
    }
  }

  /** Makes room for a block of a stripe that is about to be held. */
  void makeRoom(Stripe stripe, long wholeBytes, String call) {
    long excess = parts.table().excess(wholeBytes);
    if (excess > 0) {
      // not all at once if there is much, which is somebody else's
      leave(stripe, Math.min(excess, MOST_AT_ONCE * wholeBytes), call);
    }
  }

  private void leave(Stripe stripe, long needed, String call) {
    int empty = 0;
    long left = needed;
    while (left > 0 && empty < MOST_EMPTY) {
      Stripe next = parts.table().next(stripe);
      int id = next.leave();
      if (id >= 0) {
        left -= next.wholeBytes(id);
        of(next, id, call);
        next.forget(id);
      } else {
        empty++;
      }
    }
  }

  /** Makes room among the large blocks. */
  void makeRoomForLarge(long wholeBytes, String call) {
    long address = parts.large().removeFor(wholeBytes);
    while (address != 0) {
      leave(address, call);
      address = parts.large().removeFor(wholeBytes);
    }
  }

  /** Gives back a block that is held, but not in its stripe. */
  void leave(long address, String call) {
    Stripe stripe = parts.table().stripe(address);
    int id = BlockTable.leave(stripe, address);
    if (id >= 0) {
      of(stripe, id, call);
      stripe.forget(id);
    }
  }

  /** Gives all back that is held. */
  void flush(String call) {
    for (Stripe stripe : parts.table().stripes()) {
      for (int id = stripe.leave(); id >= 0; id = stripe.leave()) {
        of(stripe, id, call);
        stripe.forget(id);
      }
    }
    makeRoomForLarge(Long.MAX_VALUE, call);
  }

  private MemorySegment whole(Stripe stripe, int id) {
    long front = Layout.front(stripe.shift(id));
    return parts.home().memory().asSlice(stripe.address(id) - front, stripe.wholeBytes(id));
  }

  private void stay(Stripe stripe, int id) {
    long address = stripe.address(id);
    long wholeBytes = stripe.wholeBytes(id);
    if (stripe.stay(id) && wholeBytes > parts.limits().mostSmall()) {
      parts.large().add(address, wholeBytes);
    }
  }

  private void react(Stripe stripe, int id, Damage damage, String call) {
    try {
      parts.reaction().to(parts.faults().damaged(damage, call));
    } catch (RuntimeException | Error thrown) {
      stripe.forget(id);
      throw thrown;
    }
  }
}
