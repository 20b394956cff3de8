package dev.alloc.debug.quarantine;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.alloc.debug.table.Entry;
import java.lang.foreign.MemorySegment;

/**
 * Fetches blocks that are to leave soon into the processor's caches. They were not used for
 * megabytes; to wait for several at a time takes as long as to wait for one.
 */
final class Warmer {
  private static final long GUARD = 16; // bytes that are there on either side
  private static final long LINE = 64; // bytes
  private static final long UNLIKELY = 0x1DEA_5EED_0DD5_0FF5L;

  @SuppressWarnings("UnusedVariable") // what is read has to go somewhere
  private long seen;

  /** Reads a word of each line of the first few of each block that is held. */
  void warm(MemorySegment memory, Ring ring, long from, long to) {
    long sum = 0;
    for (long position = from; position < Math.min(to, ring.head()); position++) {
      if (ring.state(position) == Ring.HELD) {
        long[] page = ring.page(position);
        int at = Ring.at(position);
        long address = Entry.address(page, at);
        long end = address + Entry.byteSize(page, at);
        sum += memory.get(JAVA_LONG_UNALIGNED, address - GUARD);
        sum += memory.get(JAVA_LONG_UNALIGNED, Math.min(address - GUARD + LINE, end));
        sum += memory.get(JAVA_LONG_UNALIGNED, end + GUARD);
      }
    }
    if (sum == UNLIKELY) {
      seen++; // or the compiler would not read at all
    }
  }
}
