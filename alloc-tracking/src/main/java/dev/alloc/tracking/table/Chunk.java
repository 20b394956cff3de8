package dev.alloc.tracking.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The shadow of 64 MiB of addresses, as far as there is one, and the last blocks freed there.
 *
 * <p>Allocators mostly give a thread memory of its own, so that few chunks are written to by two.
 * Of what several threads note at a time something may be lost, and an older free be found in its
 * place; but what is found is one that was.
 */
final class Chunk {
  /** Bits of an address within a chunk. */
  static final int BITS = 26;

  /** The bits of an address that its chunk's base has; others than in that are 0 in each place. */
  static final long BASE = -1L << BITS | (1L << Region.GRANULE_BITS) - 1;

  /** Has no regions, and stands for all chunks that are not there. */
  static final Chunk NOWHERE = new Chunk(~BASE); // no address spans that

  private static final int REGIONS = 1 << (BITS - Region.BITS);
  private static final int FREES = 512; // a power of two

  /** What a chunk takes, without regions. */
  static final long BYTES =
      (long) REGIONS * (Integer.BYTES + Character.BYTES) + (long) FREES * Long.BYTES;

  private static final int FORGOTTEN = 1; // not 0, which would be nothing at the first place
  private static final int ORIGIN_SHIFT = 0;
  private static final int KIND_SHIFT = Entry.ORIGIN_BITS;
  private static final int PLACE_SHIFT = KIND_SHIFT + Character.SIZE;
  private static final VarHandle ALL = MethodHandles.arrayElementVarHandle(char[][].class);

  private final long base;
  private final char[] @Nullable [] regions = new char[REGIONS][];
  private final char[] requests = new char[REGIONS]; // for small blocks, while there is no shadow
  private final long[] frees = new long[FREES]; // 0 or a place and what was there
  private int freed;

  Chunk(long base) {
    this.base = base;
  }

  /** Whether an address has its place here, if its region has a shadow. */
  boolean spans(long address) {
    return base == (address & BASE);
  }

  char @Nullable [] region(long address) {
    return (char[]) ALL.getAcquire(regions, number(address));
  }

  void shadow(long address, char[] region) {
    ALL.setRelease(regions, number(address), region);
  }

  /** Counts a request in a region; of two at the same time one may be lost. */
  int request(long address) {
    return ++requests[number(address)];
  }

  /** The first address of a region with this number. */
  long address(int number) {
    return base + ((long) number << Region.BITS);
  }

  private static int number(long address) {
    return (int) (address >>> Region.BITS) & (REGIONS - 1);
  }

  int length() {
    return regions.length;
  }

  /** Notes a free; UNNUMBERED if the stripe knows more. */
  void noteFree(long address, char kind, int freedBy) {
    int at = freed++ & (FREES - 1);
    frees[at] =
        (address & ~BASE) << (PLACE_SHIFT - Region.GRANULE_BITS)
            | (long) kind << KIND_SHIFT
            | (long) freedBy << ORIGIN_SHIFT;
  }

  /** Notes that no free at an address is worth knowing any more. */
  void forgetFree(long address) {
    noteFree(address, Kinds.NONE, FORGOTTEN);
  }

  void forgetFrees() {
    Arrays.fill(frees, 0);
  }

  /** Returns what was noted last of an address, or 0 if there was too much since. */
  long lastFree(long address) {
    long place = (address & ~BASE) >>> Region.GRANULE_BITS;
    for (int back = 1; back <= FREES; back++) {
      long free = frees[freed - back & (FREES - 1)];
      if (free >>> PLACE_SHIFT == place && free != 0) {
        return free;
      }
    }
    return 0;
  }

  static char kind(long free) {
    return (char) (free >>> KIND_SHIFT);
  }

  static int freedBy(long free) {
    return (int) free & (BlockTable.ORIGINS - 1);
  }
}
