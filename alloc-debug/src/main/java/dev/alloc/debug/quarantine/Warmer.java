package dev.alloc.debug.quarantine;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.alloc.debug.guard.Home;
import dev.alloc.debug.table.Entry;
import dev.alloc.debug.table.Padding;
import java.lang.foreign.MemorySegment;

/**
 * Fetches blocks that are to leave soon into the processor's caches, since they were not used for
 * megabytes. One at each free: nobody needs what is read, so that the processor goes on meanwhile.
 */
final class Warmer extends Padding {
  private static final int AHEAD = 32; // blocks
  private static final long GUARD = 16; // bytes that are there on either side
  private static final long LINE = 64; // bytes
  private static final long UNLIKELY = 0x1DEA_5EED_0DD5_0FF5L;

  private long end; // the position up to which all were fetched

  @SuppressWarnings("UnusedVariable") // what is read has to go somewhere
  private long seen;

  /** Fetches one more of the blocks that leave next, unless there are enough. */
  void warm(Home home, Ring ring, long next) {
    long position = Math.max(end, next);
    if (position < next + AHEAD && position < ring.head()) {
      end = position + 1;
      fetch(home.memory(), ring.page(position), Ring.at(position));
    }
  }

  /** Fetches some blocks from a position on, to the end of its page at most. */
  void warmAll(Home home, Ring ring, long position, int count) {
    long[] page = ring.page(position);
    int at = Ring.at(position);
    for (int i = Math.min(count, ring.run(position)); i > 0; i--) {
      fetch(home.memory(), page, at);
      at = Ring.next(at);
    }
  }

  /** Reads both ends of a block that is held, and what is a line behind its beginning. */
  private void fetch(MemorySegment memory, long[] page, int at) {
    if (Ring.state(page, at) == Ring.HELD) {
      long begin = Entry.address(page, at) - GUARD;
      long last = begin + Entry.byteSize(page, at) + 2 * GUARD;
      long sum =
          memory.get(JAVA_LONG_UNALIGNED, begin)
              + memory.get(JAVA_LONG_UNALIGNED, Math.min(begin + LINE, last))
              + memory.get(JAVA_LONG_UNALIGNED, last);
      if (sum == UNLIKELY) {
        seen++; // or the compiler would not read at all
      }
    }
  }
}
