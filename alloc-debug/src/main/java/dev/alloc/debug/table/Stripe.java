package dev.alloc.debug.table;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The live blocks that some threads have allocated, and the lock of all that those threads have.
 * Safe for threads, but for {@link #slots} and {@link #countFreedHere}, which need the lock.
 */
public final class Stripe extends SpinLock {
  private static final long NO_SERIAL = -1;
  private static final int PARTS_SHIFT = 4;

  private final Slots[] parts = new Slots[1 << PARTS_SHIFT]; // small, so that they grow fast
  private int lastSerial;
  private long allocations;
  private long allocatedBytes;
  private long frees;
  private long freedBytes;
  private long reallocations;

  Stripe(TableMemory memory) {
    Arrays.setAll(parts, _ -> new Slots(memory));
  }

  /**
   * Creates a stripe that no thread's blocks are in.
   *
   * @param memory where it gets its arrays from
   * @return a lock
   */
  public static Stripe ofNothing(TableMemory memory) {
    return new Stripe(memory);
  }

  /**
   * Returns the part of the table that an address belongs to. To be used under the lock.
   *
   * @param address where a block's bytes begin
   * @return its part; neighbours share it, so that it is in the processor's cache
   */
  public Slots slots(long address) {
    return parts[(int) (BlockTable.regionHash(address) >>> (Long.SIZE - PARTS_SHIFT))];
  }

  /**
   * Counts a block as freed. To be called under the lock.
   *
   * @param byteSize its size
   */
  public void countFreedHere(long byteSize) {
    frees++;
    freedBytes += byteSize;
  }

  /** Adds a block; see {@link BlockTable#insert}. */
  long insert(long address, long byteSize, int shift, int site, long thread, boolean counted) {
    acquire();
    try {
      Slots slots = slots(address);
      int free = slots.slot(address);
      if (!slots.isUnused(free)) {
        return NO_SERIAL;
      }
      int at = slots.add(free, address);
      int serial = ++lastSerial;
      Entry.set(slots.words(), at, address, byteSize, shift, site, serial, thread);
      if (counted) {
        allocations++;
        allocatedBytes += byteSize;
      }
      return serial & 0xFFFF_FFFFL;
    } finally {
      release();
    }
  }

  /** Moves an entry out, if it is there with that size. */
  boolean remove(long address, long byteSize, long[] to, int toAt) {
    acquire();
    try {
      Slots slots = slots(address);
      int at = slots.find(address, byteSize);
      if (at != Slots.NONE) {
        slots.moveOut(at, to, toAt);
      }
      return at != Slots.NONE;
    } finally {
      release();
    }
  }

  /** Undoes {@link #remove}. */
  void restore(long[] from, int fromAt) {
    acquire();
    try {
      restoreHere(from, fromAt);
    } finally {
      release();
    }
  }

  /**
   * Puts a block back that was moved out and counted as freed. To be called under the lock.
   *
   * @param from where its entry is
   * @param fromAt index of the first word
   * @throws OutOfMemoryError if others have taken its place and there is no memory for more
   */
  public void undoFree(long[] from, int fromAt) {
    restoreHere(from, fromAt);
    frees--;
    freedBytes -= Entry.byteSize(from, fromAt);
  }

  private void restoreHere(long[] from, int fromAt) {
    long address = Entry.address(from, fromAt);
    Slots slots = slots(address);
    int at = slots.addAgain(address);
    Entry.copy(from, fromAt, slots.words(), at);
  }

  void countFreed(long byteSize) {
    acquire();
    try {
      countFreedHere(byteSize);
    } finally {
      release();
    }
  }

  void countReallocated(long byteSize, long newByteSize) {
    acquire();
    try {
      reallocations++;
      if (newByteSize > byteSize) {
        allocatedBytes += newByteSize - byteSize;
      } else {
        freedBytes += byteSize - newByteSize;
      }
    } finally {
      release();
    }
  }

  boolean holds(long address) {
    acquire();
    try {
      Slots slots = slots(address);
      return !slots.isUnused(slots.slot(address));
    } finally {
      release();
    }
  }

  @Nullable Block at(long address) {
    acquire();
    try {
      Slots slots = slots(address);
      int at = slots.slot(address);
      return slots.isUnused(at) ? null : Entry.live(slots.words(), at);
    } finally {
      release();
    }
  }

  @Nullable Block drop(long address, int serial) {
    acquire();
    try {
      Slots slots = slots(address);
      int at = slots.slot(address);
      if (slots.isUnused(at) || Entry.serial(slots.words(), at) != serial) {
        return null;
      }
      Block block = Entry.live(slots.words(), at);
      slots.remove(at);
      countFreedHere(block.byteSize());
      return block;
    } finally {
      release();
    }
  }

  /** Drops all blocks; they count as freed. */
  void clear() {
    acquire();
    try {
      for (Slots slots : parts) {
        slots.forEach(at -> countFreedHere(Entry.byteSize(slots.words(), at)));
        slots.clear();
      }
    } finally {
      release();
    }
  }

  /** Adds the blocks that pass a test, which is made under the lock. */
  void find(Predicate<Block> test, List<Block> found) {
    acquire();
    try {
      for (Slots slots : parts) {
        slots.forEach(
            at -> {
              Block block = Entry.live(slots.words(), at);
              if (test.test(block)) {
                found.add(block);
              }
            });
      }
    } finally {
      release();
    }
  }

  Tally allocated() {
    acquire();
    try {
      return new Tally(allocations, allocatedBytes, reallocations);
    } finally {
      release();
    }
  }

  Tally freed() {
    acquire();
    try {
      return new Tally(frees, freedBytes, 0);
    } finally {
      release();
    }
  }
}
