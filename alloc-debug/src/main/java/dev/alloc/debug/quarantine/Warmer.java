package dev.alloc.debug.quarantine;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.alloc.debug.guard.Home;
import dev.alloc.debug.table.Entry;
import java.lang.foreign.MemorySegment;

/**
 * Fetches blocks that are to leave soon into the processor's caches. They were not used for
 * megabytes; to wait for many at a time takes as long as to wait for one.
 */
final class Warmer {
  /** How many are fetched at a time, a power of two. */
  static final int BLOCKS = 32;

  private static final int AHEAD = Batch.MOST;
  private static final long GUARD = 16; // bytes that are there on either side
  private static final long UNLIKELY = 0x1DEA_5EED_0DD5_0FF5L;

  @SuppressWarnings("UnusedVariable") // what is read has to go somewhere
  private long seen;

  private final long[] places = new long[2 * BLOCKS]; // of what is to be read

  /** Reads from both ends of blocks that are held. */
  void warm(Home home, Ring ring, long next) {
    long from = next + AHEAD;
    if (from >= ring.head()) {
      return;
    }
    long[] page = ring.page(from);
    int at = Ring.at(from);
    int count = Math.min(BLOCKS, ring.run(from));
    MemorySegment memory = home.memory(); // asked here, so that the JIT knows it
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (Ring.state(page, at) == Ring.HELD) {
        long address = Entry.address(page, at);
        places[found] = address - GUARD;
        places[found + 1] = address + Entry.byteSize(page, at) + GUARD;
        found += 2;
      }
      at = Ring.next(at);
    }
    long sum = 0;
    for (int i = 0; i < found; i++) { // so short that many reads are under way at once
      sum += memory.get(JAVA_LONG_UNALIGNED, places[i]);
    }
    if (sum == UNLIKELY) {
      seen++; // or the compiler would not read at all
    }
  }
}
