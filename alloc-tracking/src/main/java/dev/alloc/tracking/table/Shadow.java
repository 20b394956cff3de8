package dev.alloc.tracking.table;

import dev.alloc.tracking.site.Origin;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Records by address, without a search: for each 16 bytes of addresses two bytes that tell the kind
 * of the block which begins there, or did until it was freed. The idea is that of the shadow memory
 * of AddressSanitizer and of Memcheck.
 *
 * <p>Only regions of 64 KiB that many small blocks were asked for have a shadow, and keep it; it
 * takes an eighth of them.
 *
 * @param regions those there are
 * @param kinds what the two bytes stand for
 * @param likely where to look for a kind first
 * @param requests for small blocks in regions without a shadow
 * @param memory where regions come from
 */
record Shadow(
    Regions regions, Kinds kinds, LikelyKinds likely, Requests requests, TableMemory memory) {
  /** Regions of larger blocks only have no shadow. */
  static final long SMALL = 256; // bytes

  // A region with fewer blocks would take more than 128 bytes for each.
  private static final int ENOUGH = 64;

  // Where a neighbour has more than twice as many, so will this one; the first may be the only one.
  private static final int ENOUGH_BESIDE_MANY = 2;

  Shadow(TableMemory memory, IntFunction<Origin> origins) {
    this(new Kinds(memory, origins), memory);
  }

  private Shadow(Kinds kinds, TableMemory memory) {
    this(new Regions(memory), kinds, new LikelyKinds(kinds.none()), new Requests(), memory);
  }

  /** Whether an address could have a place in a shadow. */
  static boolean mayHold(long address) {
    return (address & (1L << Region.GRANULE_BITS) - 1) == 0;
  }

  /** Returns the kind of a size and an origin; null if it can have no number. */
  @Nullable Kind kind(long byteSize, int origin) {
    Kind known = likely.get(byteSize, origin);
    if (known.is(byteSize, origin)) {
      return known;
    }
    Kind kind = kinds.of(byteSize, origin);
    if (kind != null) {
      likely.put(byteSize, origin, kind);
    }
    return kind;
  }

  /** Counts a small block in a region without a shadow; returns whether it should get one. */
  boolean isWorthwhile(long address) {
    int count = requests.count(address);
    return count % ENOUGH == 0 || (count == ENOUGH_BESIDE_MANY && isBesideMany(address));
  }

  private boolean isBesideMany(long address) {
    long next = 1L << Region.BITS;
    return hasMany(regions.get(address - next)) || hasMany(regions.get(address + next));
  }

  private static boolean hasMany(@Nullable Region region) {
    int blocks = 0;
    for (int place = 0; region != null && place < Region.LENGTH; place++) {
      blocks += Kinds.isFree(region.kind(place)) ? 0 : 1;
    }
    return blocks > 2 * ENOUGH;
  }

  /** Returns an empty region, which is not yet anybody's shadow; null if there is no memory. */
  @Nullable Region newRegion(long address) {
    if (!memory.takeIfEasy(Region.BYTES)) {
      return null;
    }
    try {
      return Region.around(address);
    } catch (OutOfMemoryError noMemory) {
      memory.giveBackBytes(Region.BYTES); // the search it would have saved is slower, not wrong
      return null;
    }
  }

  void discard() {
    memory.giveBackBytes(Region.BYTES);
  }

  /** Makes a region the shadow of its addresses; returns false if it cannot be. */
  boolean cast(Region region) {
    return regions.add(region);
  }

  /** Is shown a place. */
  @FunctionalInterface
  interface Visitor {
    void visit(Region region, int place, char kind);
  }

  /** Shows all places of live blocks. */
  void forEach(Visitor visitor) {
    forEachTaken(
        (region, place, kind) -> {
          if (!Kinds.isFree(kind)) {
            visitor.visit(region, place, kind);
          }
        });
  }

  /** Shows those of freed blocks as well. */
  void forEachTaken(Visitor visitor) {
    for (Region region : regions.all()) {
      int place = region.taken(0);
      while (place < region.kinds().length) {
        visitor.visit(region, place, region.kind(place));
        place = region.taken(place + 1);
      }
    }
  }
}
