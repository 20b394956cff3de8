package dev.alloc.tracking.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The shadow of 64 KiB of addresses.
 *
 * @param base the first address
 * @param kinds for each 16 of them the number of the kind of block that begins there or did
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares regions
record Region(long base, char[] kinds) {
  /** Bits of an address within a region. */
  static final int BITS = 16;

  /** Bits of an address that are 0 in all that have a place in a shadow. */
  static final int GRANULE_BITS = 4;

  /** Places of a region. */
  static final int LENGTH = 1 << (BITS - GRANULE_BITS);

  /** Without a place. */
  static final Region NOWHERE = new Region(0, new char[0]);

  /** What one takes. */
  static final long BYTES = (long) LENGTH * Character.BYTES + 64;

  private static final char[] EMPTY = new char[LENGTH];
  private static final VarHandle KINDS = MethodHandles.arrayElementVarHandle(char[].class);

  /** Returns one without blocks. */
  static Region around(long address) {
    return new Region(address & -1L << BITS, new char[LENGTH]);
  }

  boolean isNowhere() {
    return kinds.length == 0;
  }

  /** The place of an address; not that of any if it has none here. */
  long placeOf(long address) {
    return Long.rotateRight(address - base, GRANULE_BITS); // what is not aligned is far off
  }

  /** Whether this is the place of something. */
  boolean has(long place) {
    return Long.compareUnsigned(place, kinds.length) < 0;
  }

  /** The place of an address that has one here. */
  int place(long address) {
    return (int) placeOf(address);
  }

  long address(int place) {
    return base + ((long) place << GRANULE_BITS);
  }

  /** Fills a place that nobody else can be filling. */
  void fill(int place, char kind) {
    KINDS.setRelease(kinds, place, kind);
  }

  char kind(int place) {
    return (char) KINDS.getAcquire(kinds, place);
  }

  boolean replace(int place, char kind, char otherKind) {
    return replace(kinds, place, kind, otherKind);
  }

  /** The same in a region's kinds, for who has them already. */
  static boolean replace(char[] kinds, int place, char kind, char otherKind) {
    return KINDS.compareAndSet(kinds, place, kind, otherKind);
  }

  /** Puts this instead of a kind that no live block has; returns false if one lives there. */
  boolean occupy(int place, char kind) {
    char before = kind(place);
    while (Kinds.isFree(before)) {
      if (replace(place, before, kind)) {
        return true;
      }
      before = kind(place); // the free there was just forgotten
    }
    return false;
  }

  /** The first place from this one on that is not NONE, or one beyond the last. */
  int taken(int from) {
    int taken = Arrays.mismatch(kinds, from, kinds.length, EMPTY, from, kinds.length);
    return taken < 0 ? kinds.length : from + taken;
  }
}
