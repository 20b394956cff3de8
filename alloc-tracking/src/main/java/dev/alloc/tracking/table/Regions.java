package dev.alloc.tracking.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The regions that have a shadow, by the lowest bits of their numbers, each in the one slot it can
 * be in. Where two would be in one slot there are soon more slots: C libraries have a thread's
 * memory begin at multiples of large powers of two.
 */
final class Regions extends SpinLock {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Region[].class);
  private static final int FIRST_LENGTH = 1 << 10; // a power of two: 64 MiB of addresses
  private static final int MOST_LENGTH = 1 << 20; // 64 GiB
  private static final int SPARSE = 64; // slots for each region, before growing is given up
  private static final int FEW = 1024; // regions that there may be slots for in advance

  private final TableMemory memory;
  private volatile Region[] slots = new Region[FIRST_LENGTH];
  private int count;

  Regions(TableMemory memory) {
    this.memory = memory;
    Arrays.fill(slots, Region.NOWHERE);
  }

  /** The only region in which an address can have its place; perhaps not. */
  Region candidate(long address) {
    Region[] all = slots;
    return all[slot(all, address)];
  }

  /** The region in which an address has its place, or null. */
  @Nullable Region get(long address) {
    Region region = candidate(address);
    return region.has(region.placeOf(address)) ? region : null;
  }

  private static int slot(Region[] all, long address) {
    return (int) (address >>> Region.BITS) & (all.length - 1);
  }

  /** Whether there is a slot for the region around an address, or may be if there are more. */
  boolean mayAdd(long address) {
    return candidate(address).isNowhere() || canGrow();
  }

  /** Adds a region; returns false if its slot is another one's for good. */
  boolean add(Region region) {
    lock();
    try {
      while (!candidate(region.base()).isNowhere()) {
        if (!canGrow() || !grow(2 * slots.length)) {
          return false;
        }
      }
      SLOT.setRelease(slots, slot(slots, region.base()), region);
      count++;
      return true;
    } finally {
      unlock();
    }
  }

  private boolean canGrow() {
    int length = slots.length;
    return length < MOST_LENGTH && length < SPARSE * ((long) count + FEW);
  }

  private boolean grow(int length) {
    long bytes = (long) (length - slots.length) * Integer.BYTES;
    if (!memory.takeIfEasy(bytes)) {
      return false;
    }
    try {
      Region[] larger = new Region[length];
      Arrays.fill(larger, Region.NOWHERE);
      for (Region region : slots) {
        if (!region.isNowhere()) {
          larger[slot(larger, region.base())] = region;
        }
      }
      slots = larger;
      return true;
    } catch (OutOfMemoryError noMemory) {
      memory.giveBackBytes(bytes);
      return false;
    }
  }

  /** Returns all there are, and NOWHERE now and then, which has no places. */
  Region[] all() {
    return slots.clone();
  }
}
