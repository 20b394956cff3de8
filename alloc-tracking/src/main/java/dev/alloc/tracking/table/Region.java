package dev.alloc.tracking.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The shadow of 64 KiB of addresses: for each 16 of them the kind of the block that begins there.
 */
final class Region {
  /** Bits of an address within a region. */
  static final int BITS = 16;

  /** Bits of an address that are 0 in all that have a place in a shadow. */
  static final int GRANULE_BITS = 4;

  /** Places of a region. */
  static final int LENGTH = 1 << (BITS - GRANULE_BITS);

  private static final char[] EMPTY = new char[LENGTH];
  private static final VarHandle KINDS = MethodHandles.arrayElementVarHandle(char[].class);

  private Region() {}

  /** The place for an address. */
  static int place(long address) {
    return (int) (address >>> GRANULE_BITS) & (LENGTH - 1);
  }

  /** Fills a place that is empty and that nobody else can be filling. */
  static void fill(char[] region, int place, char kind) {
    KINDS.setRelease(region, place, kind);
  }

  static char kind(char[] region, int place) {
    return (char) KINDS.getAcquire(region, place);
  }

  static boolean replace(char[] region, int place, char kind, char otherKind) {
    return KINDS.compareAndSet(region, place, kind, otherKind);
  }

  /** The first place from this one on that is taken, or LENGTH. */
  static int taken(char[] region, int from) {
    int empty = Arrays.mismatch(region, from, LENGTH, EMPTY, from, LENGTH);
    return empty < 0 ? LENGTH : from + empty;
  }
}
