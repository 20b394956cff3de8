package dev.alloc.debug.quarantine;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.alloc.debug.guard.Home;
import dev.alloc.debug.table.Entry;
import dev.alloc.debug.table.Padding;
import java.lang.foreign.MemorySegment;

/**
 * Fetches blocks that are to leave soon into the processor's caches. They were not used for
 * megabytes; to wait for many at a time takes as long as to wait for one.
 */
final class Warmer extends Padding {
  private static final int BLOCKS = 32; // at a time
  private static final long GUARD = 16; // bytes that are there on either side
  private static final long LINE = 64; // bytes
  private static final int PLACES = 3; // of a block, at most
  private static final long UNLIKELY = 0x1DEA_5EED_0DD5_0FF5L;

  private final long[] places = new long[PLACES * BLOCKS]; // addresses to read from
  private long end; // the position up to which all were fetched

  @SuppressWarnings("UnusedVariable") // what is read has to go somewhere
  private long seen;

  /** Fetches the next few blocks, unless those that leave next are here already. */
  void warm(Home home, Ring ring, long next) {
    if (end < next + Batch.MOST) {
      end = fetch(home, ring, Math.max(end, next));
    }
  }

  /** Fetches the next few blocks; returns the position up to which. */
  long fetch(Home home, Ring ring, long from) {
    int count = Math.min(BLOCKS, ring.run(from));
    read(home.memory(), placed(ring.page(from), Ring.at(from), count));
    return from + count;
  }

  /** Lists the ends of blocks that are held, and the line behind the first if it is neither's. */
  private int placed(long[] page, int first, int count) {
    int found = 0;
    int at = first;
    for (int i = 0; i < count; i++) {
      if (Ring.state(page, at) == Ring.HELD) {
        long begin = Entry.address(page, at) - GUARD;
        long last = begin + Entry.byteSize(page, at) + 2 * GUARD;
        places[found] = begin;
        places[found + 1] = last;
        found += 2;
        if ((begin + LINE) / LINE < last / LINE) {
          places[found] = begin + LINE;
          found++;
        }
      }
      at = Ring.next(at);
    }
    return found;
  }

  /** So short that many reads are under way at once. */
  private void read(MemorySegment memory, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += memory.get(JAVA_LONG_UNALIGNED, places[i]);
    }
    if (sum == UNLIKELY) {
      seen++; // or the compiler would not read at all
    }
  }
}
