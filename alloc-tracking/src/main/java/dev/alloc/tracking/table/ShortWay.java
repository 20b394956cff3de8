package dev.alloc.tracking.table;

import dev.alloc.tracking.site.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What is done nearly always: a small block of a known kind comes into a place of a shadow or goes,
 * and is counted.
 *
 * <p>This is compiled by itself and called. With all of it inlined, allocating and freeing would be
 * too much code to be inlined in turn, if they happen to be compiled before their callers are, and
 * then a segment is made for each block. HotSpot inlines a method into itself once and no more; so
 * these call themselves twice, and the last call remains a call.
 *
 * @param regions those of the shadow
 * @param kinds all of them
 * @param likely where to look for one first
 */
public record ShortWay(Regions regions, Kinds kinds, LikelyKinds likely) {
  private static final int OUT_OF_LINE = 2;

  /** What is done where this does not lead. */
  public interface Elsewhere {
    /**
     * Adds a record and counts the block.
     *
     * @param here where it was allocated
     * @param address the block's address
     * @param byteSize its size in bytes
     */
    void enterElsewhere(Origin here, long address, long byteSize);

    /**
     * Removes a record and counts the free.
     *
     * @param here where it is freed
     * @param address the block's address
     * @param byteSize its size in bytes
     * @return where it was allocated, or null if there is no such record
     */
    @Nullable Origin removeElsewhere(Origin here, long address, long byteSize);
  }

  /**
   * Adds a record and counts the block.
   *
   * @param here where it was allocated
   * @param address the block's address
   * @param byteSize its size in bytes
   * @param elsewhere who does what cannot be done here
   */
  public void enter(Origin here, long address, long byteSize, Elsewhere elsewhere) {
    enter(here, address, byteSize, elsewhere, OUT_OF_LINE);
  }

  /**
   * Removes a record, remembers the block as freed and counts the free.
   *
   * @param here where it is freed
   * @param address the block's address
   * @param byteSize its size in bytes
   * @param elsewhere who does what cannot be done here
   * @return where it was allocated, or null if there is no such record
   */
  public @Nullable Origin remove(Origin here, long address, long byteSize, Elsewhere elsewhere) {
    return remove(here, address, byteSize, elsewhere, OUT_OF_LINE);
  }

  private void enter(Origin here, long address, long byteSize, Elsewhere elsewhere, int callsToGo) {
    if (callsToGo > 0) {
      enter(here, address, byteSize, elsewhere, callsToGo - 1);
      return;
    }
    Region region = regions.candidate(address);
    long place = region.placeOf(address);
    char[] places = region.kinds();
    if (Long.compareUnsigned(place, places.length) < 0) {
      Kind kind = likely.get(byteSize, here.id());
      if (kind.is(byteSize, here.id()) && Kinds.isFree(places[(int) place])) {
        region.fill((int) place, kind.number());
        here.allocated(address, 1, byteSize);
        return;
      }
    }
    elsewhere.enterElsewhere(here, address, byteSize);
  }

  private @Nullable Origin remove(
      Origin here, long address, long byteSize, Elsewhere elsewhere, int callsToGo) {
    if (callsToGo > 0) {
      return remove(here, address, byteSize, elsewhere, callsToGo - 1);
    }
    Region region = regions.candidate(address);
    long place = region.placeOf(address);
    char[] places = region.kinds();
    if (Long.compareUnsigned(place, places.length) < 0) {
      char number = places[(int) place];
      Kind kind = kinds.get(number);
      Kind freed = kind.lastFreed();
      if (kind.byteSize() == byteSize
          && freed.freedBy() == here.id()
          && Region.replace(places, (int) place, number, freed.number())) {
        Origin origin = kind.origin();
        origin.freed(address, here.actor(), 1, byteSize);
        return origin;
      }
    }
    return elsewhere.removeElsewhere(here, address, byteSize);
  }
}
