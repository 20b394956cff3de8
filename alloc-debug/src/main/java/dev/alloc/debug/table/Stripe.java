package dev.alloc.debug.table;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The live blocks of one stripe. Safe for threads. */
final class Stripe extends SpinLock {
  private static final long NO_SERIAL = -1;

  private final Slots slots;
  private final Counts counts = new Counts();
  private int lastSerial;

  Stripe(TableMemory memory) {
    this.slots = new Slots(memory);
  }

  /** Adds a block; see {@link BlockTable#insert}. */
  long insert(long address, long byteSize, int shift, int site, long thread, boolean counted) {
    acquire();
    try {
      int free = slots.slot(address);
      if (!slots.isUnused(free)) {
        return NO_SERIAL;
      }
      int at = slots.add(free, address);
      int serial = ++lastSerial;
      Entry.set(slots.words(), at, address, byteSize, shift, site, serial, thread);
      if (counted) {
        counts.allocated(byteSize);
      }
      return serial & 0xFFFF_FFFFL;
    } finally {
      release();
    }
  }

  /** Moves an entry out, if it is there with that size; one that is counted counts as freed. */
  boolean remove(long address, long byteSize, long[] to, int toAt, boolean counted) {
    acquire();
    try {
      int at = slots.slot(address);
      if (slots.isUnused(at) || Entry.byteSize(slots.words(), at) != byteSize) {
        return false;
      }
      Entry.copy(slots.words(), at, to, toAt);
      slots.remove(at);
      if (counted) {
        counts.freed(byteSize);
      }
      return true;
    } finally {
      release();
    }
  }

  /** Undoes {@link #remove}. */
  void restore(long[] from, int fromAt, boolean counted) {
    acquire();
    try {
      int at = slots.addAgain(Entry.address(from, fromAt));
      Entry.copy(from, fromAt, slots.words(), at);
      if (counted) {
        counts.notFreed(Entry.byteSize(from, fromAt));
      }
    } finally {
      release();
    }
  }

  void countFreed(long byteSize) {
    acquire();
    try {
      counts.freed(byteSize);
    } finally {
      release();
    }
  }

  void countReallocated(long byteSize, long newByteSize) {
    acquire();
    try {
      counts.reallocated(byteSize, newByteSize);
    } finally {
      release();
    }
  }

  @Nullable Block at(long address) {
    acquire();
    try {
      int at = slots.slot(address);
      return slots.isUnused(at) ? null : Entry.live(slots.words(), at);
    } finally {
      release();
    }
  }

  @Nullable Block drop(long address, int serial) {
    acquire();
    try {
      int at = slots.slot(address);
      if (slots.isUnused(at) || Entry.serial(slots.words(), at) != serial) {
        return null;
      }
      Block block = Entry.live(slots.words(), at);
      slots.remove(at);
      counts.freed(block.byteSize());
      return block;
    } finally {
      release();
    }
  }

  /** Drops all blocks; they count as freed. */
  void clear() {
    acquire();
    try {
      long[] words = slots.words();
      for (int at = 0; at < words.length; at += Entry.WORDS) {
        if (Entry.address(words, at) != 0) {
          counts.freed(Entry.byteSize(words, at));
        }
      }
      slots.clear();
    } finally {
      release();
    }
  }

  /** Adds the blocks that pass a test, which is made under the lock. */
  void find(Predicate<Block> test, List<Block> found) {
    acquire();
    try {
      long[] words = slots.words();
      for (int at = 0; at < words.length; at += Entry.WORDS) {
        if (Entry.address(words, at) != 0) {
          Block block = Entry.live(words, at);
          if (test.test(block)) {
            found.add(block);
          }
        }
      }
    } finally {
      release();
    }
  }

  Tally allocated() {
    acquire();
    try {
      return counts.allocated();
    } finally {
      release();
    }
  }

  Tally freed() {
    acquire();
    try {
      return counts.freed();
    } finally {
      release();
    }
  }
}
