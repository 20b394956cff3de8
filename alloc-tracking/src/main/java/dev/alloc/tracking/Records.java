package dev.alloc.tracking;

import dev.alloc.tracking.site.Origin;
import dev.alloc.tracking.site.Origins;
import dev.alloc.tracking.site.Sampling;
import dev.alloc.tracking.site.StackCapture;
import dev.alloc.tracking.table.BlockTable;
import dev.alloc.tracking.table.TableMemory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one allocator has recorded.
 *
 * @param table the live blocks
 * @param origins who allocated them
 * @param sites how deep to look at the stack of an allocation
 * @param freeSites how deep to look at that of a free
 * @param sampling null if every block is recorded
 * @param failures the number of failed requests
 */
record Records(
    BlockTable table,
    Origins origins,
    StackCapture sites,
    StackCapture freeSites,
    @Nullable Sampling sampling,
    AtomicLong failures) {

  static Records of(int depth, int freeDepth, @Nullable Sampling sampling, long mostBytes) {
    return new Records(
        new BlockTable(new TableMemory(mostBytes)),
        new Origins(),
        new StackCapture(depth),
        new StackCapture(freeDepth),
        sampling,
        new AtomicLong());
  }

  Origin here() {
    return origins.here(sites);
  }

  /** The number of where a block is freed from; 0 if there is no memory to find out. */
  int freeingHere() {
    try {
      return origins.here(freeSites).id();
    } catch (OutOfMemoryError noMemory) {
      return 0; // giving memory back must not fail for the want of it
    }
  }

  Origin originOf(long tag) {
    return origins.get(Origin.idOf(tag));
  }

  /** Adds a record; an older one of that address is of a block that went another way. */
  void insert(long address, long byteSize, long tag) {
    while (!table.insert(address, byteSize, tag)) {
      dropGhost(address);
    }
  }

  /** Adds the record of a block at its new place. */
  void insertMoved(long address, long byteSize, long tag) {
    while (!table.insertMoved(address, byteSize, tag)) {
      dropGhost(address);
    }
  }

  private void dropGhost(long address) {
    long byteSize = table.sizeOf(address);
    long tag = table.remove(address, byteSize, 0);
    if (tag >= 0) {
      originOf(tag).dropped(blocks(byteSize), bytes(byteSize));
    }
  }

  void allocated(Origin origin, long byteSize) {
    origin.allocated(blocks(byteSize), bytes(byteSize));
  }

  void freed(long byteSize, long tag) {
    originOf(tag).freed(tag, blocks(byteSize), bytes(byteSize));
  }

  /** Counts a block as freed that was dropped in bulk. */
  void dropped(long byteSize, long tag) {
    originOf(tag).dropped(blocks(byteSize), bytes(byteSize));
  }

  /** Undoes {@link #dropped}. */
  void notDropped(long byteSize, long tag) {
    originOf(tag).dropped(-blocks(byteSize), -bytes(byteSize));
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
