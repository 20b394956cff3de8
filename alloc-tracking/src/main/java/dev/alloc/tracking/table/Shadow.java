package dev.alloc.tracking.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records by address, without a search: for each 16 bytes of addresses two bytes that tell the kind
 * of the block which begins there. The idea is that of the shadow memory of AddressSanitizer and of
 * Memcheck.
 *
 * <p>Only regions of 64 KiB that many small blocks were asked for have a shadow, and keep it; it
 * takes an eighth of them.
 *
 * @param chunks those there are, one for all whose numbers end in the same bits; never replaced, so
 *     that the JIT takes the array for a constant
 * @param kinds what the two bytes stand for
 * @param memory where regions come from
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares shadows
record Shadow(Chunk[] chunks, Kinds kinds, TableMemory memory) {
  /** Regions of larger blocks only have no shadow. */
  static final long SMALL = 256; // bytes

  private static final VarHandle CHUNKS = MethodHandles.arrayElementVarHandle(Chunk[].class);
  private static final int MOST_CHUNKS = 1 << 10; // 64 GiB of addresses

  // A region with fewer blocks would take more than 128 bytes for each.
  private static final int ENOUGH = 64;

  // Where a neighbour has more than twice as many, so will this one; the first may be the only one.
  private static final int ENOUGH_BESIDE_MANY = 2;

  Shadow(TableMemory memory) {
    this(new Chunk[MOST_CHUNKS], new Kinds(memory), memory);
    Arrays.fill(chunks, Chunk.NOWHERE);
  }

  /** Whether an address could have a place in a shadow. */
  static boolean mayHold(long address) {
    return (address & (1L << Region.GRANULE_BITS) - 1) == 0;
  }

  /** The chunk in which an address has its place; NOWHERE if there is none. */
  Chunk chunk(long address) {
    Chunk chunk = (Chunk) CHUNKS.getAcquire(chunks, slot(address));
    return chunk.spans(address) ? chunk : Chunk.NOWHERE;
  }

  /** The region in which an address has its place; null if there is none. */
  char @Nullable [] region(long address) {
    return chunk(address).region(address);
  }

  private static int slot(long address) {
    return (int) (address >>> Chunk.BITS) & (MOST_CHUNKS - 1);
  }

  /** Counts a small block in a region without a shadow; returns whether it should get one. */
  boolean isWorthwhile(Chunk chunk, long address) {
    int count = chunk.request(address);
    return count % ENOUGH == 0 || (count == ENOUGH_BESIDE_MANY && isBesideMany(address));
  }

  private boolean isBesideMany(long address) {
    long next = 1L << Region.BITS;
    return hasMany(region(address - next)) || hasMany(region(address + next));
  }

  private static boolean hasMany(char @Nullable [] region) {
    int blocks = 0;
    for (int place = 0; region != null && place < region.length; place++) {
      blocks += region[place] == Kinds.NONE ? 0 : 1;
    }
    return blocks > 2 * ENOUGH;
  }

  /** Returns an empty region, which is not yet anybody's shadow; null if there is no memory. */
  char @Nullable [] newRegion() {
    long bytes = (long) Region.LENGTH * Character.BYTES;
    if (!memory.takeIfEasy(bytes)) {
      return null;
    }
    try {
      return new char[Region.LENGTH];
    } catch (OutOfMemoryError noMemory) {
      memory.giveBackBytes(bytes); // the search it would have saved is slower, not wrong
      return null;
    }
  }

  void discard(char[] region) {
    memory.giveBackBytes((long) region.length * Character.BYTES);
  }

  /** Returns the chunk for an address, a new one if need be; NOWHERE if there cannot be one. */
  Chunk makeChunk(long address) {
    Chunk known = chunk(address);
    boolean isPossible = chunks[slot(address)] == Chunk.NOWHERE && memory.isEasy(Chunk.BYTES);
    return known == Chunk.NOWHERE && isPossible ? makeFirst(address) : known;
  }

  private synchronized Chunk makeFirst(long address) {
    int slot = slot(address);
    if (chunks[slot] == Chunk.NOWHERE && memory.takeIfEasy(Chunk.BYTES)) {
      try {
        CHUNKS.setRelease(chunks, slot, new Chunk(address & Chunk.BASE));
      } catch (OutOfMemoryError noMemory) {
        memory.giveBackBytes(Chunk.BYTES); // as above
      }
    }
    return chunk(address); // another thread may have made it, or the place be another chunk's
  }

  /** Is shown the place of a block. */
  @FunctionalInterface
  interface Visitor {
    void visit(char[] region, int place, long address);
  }

  /** Shows all places that are taken. */
  void forEach(Visitor visitor) {
    for (Chunk chunk : chunks) {
      for (int number = 0; chunk != Chunk.NOWHERE && number < chunk.length(); number++) {
        long first = chunk.address(number);
        char[] region = chunk.region(first);
        if (region != null) {
          forEach(region, first, visitor);
        }
      }
    }
  }

  void forgetFrees() {
    for (Chunk chunk : chunks) {
      if (chunk != Chunk.NOWHERE) {
        chunk.forgetFrees();
      }
    }
  }

  private static void forEach(char[] region, long first, Visitor visitor) {
    int place = Region.taken(region, 0);
    while (place < region.length) {
      visitor.visit(region, place, first + ((long) place << Region.GRANULE_BITS));
      place = Region.taken(region, place + 1);
    }
  }
}
