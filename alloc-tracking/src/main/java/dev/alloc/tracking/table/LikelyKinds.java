package dev.alloc.tracking.table;

import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Kinds by the hashes of their sizes and origins, one for all that have the same.
 *
 * @param kinds the last of them
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record LikelyKinds(Kind[] kinds) {
  private static final int BITS = 11;
  private static final int ORIGIN_SHIFT = 13; // beyond the sizes that kinds have
  private static final int GOLDEN_RATIO = 0x9E3779B1;

  LikelyKinds(Kind none) {
    this(new Kind[1 << BITS]);
    Arrays.fill(kinds, none);
  }

  /** The kind of this size and origin, or another. */
  Kind get(long byteSize, int origin) {
    return kinds[home(byteSize, origin)];
  }

  void put(long byteSize, int origin, Kind kind) {
    VarHandle.releaseFence(); // who gets it from here sees all of it
    kinds[home(byteSize, origin)] = kind;
  }

  private static int home(long byteSize, int origin) {
    int key = (int) byteSize + (origin << ORIGIN_SHIFT);
    return (key * GOLDEN_RATIO) >>> (Integer.SIZE - BITS);
  }
}
