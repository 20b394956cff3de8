package dev.alloc.tracking;

import dev.alloc.tracking.site.Actor;
import dev.alloc.tracking.site.Origin;
import dev.alloc.tracking.site.Origins;
import dev.alloc.tracking.site.Sampling;
import dev.alloc.tracking.stack.StackCapture;
import dev.alloc.tracking.table.BlockTable;
import dev.alloc.tracking.table.ShortWay;
import dev.alloc.tracking.table.TableMemory;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one allocator has recorded.
 *
 * @param table the live blocks
 * @param shortWay how most of them come and go
 * @param origins who allocated them
 * @param sites how deep to look at the stack of an allocation
 * @param looks whether that is deep at all
 * @param freeSites how deep to look at that of a free
 * @param looksAtFrees whether that is deep at all
 * @param sampling null if every block is recorded
 * @param failures the number of failed requests
 */
record Records(
    BlockTable table,
    ShortWay shortWay,
    Origins origins,
    StackCapture sites,
    boolean looks,
    StackCapture freeSites,
    boolean looksAtFrees,
    @Nullable Sampling sampling,
    AtomicLong failures)
    implements ShortWay.Elsewhere {
  static {
    // HotSpot inlines no method with a type that it has not loaded, which may be never needed here.
    Objects.requireNonNull(Sampling.class);
  }

  static Records of(
      StackCapture sites, StackCapture freeSites, @Nullable Sampling sampling, long mostBytes) {
    Origins origins = new Origins(BlockTable.ORIGINS);
    BlockTable table = new BlockTable(new TableMemory(mostBytes), origins::get);
    return new Records(
        table,
        table.shortWay(),
        origins,
        sites,
        sites.depth() > 0,
        freeSites,
        freeSites.depth() > 0,
        sampling,
        new AtomicLong());
  }

  Origin allocatingHere() {
    return origins.allocating(sites.capture());
  }

  /** Where a block is freed from, as far as there is memory to find out. */
  Origin freeingHere() {
    try {
      return looksAtFrees ? origins.freeing(freeSites.capture()) : origins.freeing();
    } catch (OutOfMemoryError noMemory) {
      return origins.get(0); // giving memory back must not fail for the want of it
    }
  }

  /**
   * Adds a record and counts it; an older one of that address is of a block that went another way.
   */
  void enter(Origin here, long address, long byteSize) {
    if (sampling == null) {
      shortWay.enter(here, address, byteSize, this);
    } else {
      enterElsewhere(here, address, byteSize);
    }
  }

  @Override
  public void enterElsewhere(Origin here, long address, long byteSize) {
    if (!table.insert(address, byteSize, here.id())) {
      enterOverGhost(here, address, byteSize);
    }
    allocated(here, address, byteSize);
  }

  private void enterOverGhost(Origin here, long address, long byteSize) {
    do {
      dropGhost(address);
    } while (!table.insert(address, byteSize, here.id()));
  }

  /** Undoes {@link #enter}, unless the record is gone already. */
  void withdraw(Origin here, long address) {
    long byteSize = table.withdraw(address, here.id());
    if (byteSize >= 0) {
      here.allocated(address, -blocks(byteSize), -bytes(byteSize));
    }
  }

  /** Adds the record of a block at its new place. */
  void insertMoved(long address, long byteSize, Origin origin) {
    while (!table.insertMoved(address, byteSize, origin.id())) {
      dropGhost(address);
    }
  }

  /**
   * Enters a block again that is live after all because of a failure, which hears of it if there is
   * no room for that.
   */
  void putBack(long address, long byteSize, Origin origin, Throwable failure) {
    try {
      table.putBack(address, byteSize, origin.id());
    } catch (OutOfMemoryError noRoom) {
      failure.addSuppressed(noRoom);
    }
  }

  private void dropGhost(long address) {
    long byteSize = table.sizeOf(address);
    int origin = table.remove(address, byteSize, 0);
    if (origin >= 0) {
      dropped(byteSize, origin);
    }
  }

  void allocated(Origin here, long address, long byteSize) {
    here.allocated(address, blocks(byteSize), bytes(byteSize));
  }

  /** Removes a record and counts the free; returns the block's origin, or null if it has none. */
  @Nullable Origin remove(Origin here, long address, long byteSize) {
    return sampling == null
        ? shortWay.remove(here, address, byteSize, this)
        : removeElsewhere(here, address, byteSize);
  }

  @Override
  public @Nullable Origin removeElsewhere(Origin here, long address, long byteSize) {
    int id = table.remove(address, byteSize, here.id());
    if (id < 0) {
      return null;
    }
    Origin origin = origins.get(id);
    freed(origin, address, byteSize, here.actor());
    return origin;
  }

  void freed(Origin origin, long address, long byteSize, Actor freeing) {
    origin.freed(address, freeing, blocks(byteSize), bytes(byteSize));
  }

  /** Undoes {@link #freed}. */
  void notFreed(Origin origin, long address, long byteSize, Actor freeing) {
    origin.freed(address, freeing, -blocks(byteSize), -bytes(byteSize));
  }

  /** Counts a block as freed that was dropped in bulk. */
  void dropped(long byteSize, int origin) {
    origins.get(origin).dropped(blocks(byteSize), bytes(byteSize));
  }

  /** Undoes {@link #dropped}. */
  void notDropped(long byteSize, Origin origin) {
    origin.dropped(-blocks(byteSize), -bytes(byteSize));
  }

  /** How many parts a block is counted as. */
  long parts() {
    return sampling == null ? 1 : Sampling.PARTS;
  }

  private long blocks(long byteSize) {
    return sampling == null ? 1 : sampling.blocks(byteSize);
  }

  private long bytes(long byteSize) {
    return sampling == null ? byteSize : sampling.bytes(byteSize);
  }
}
