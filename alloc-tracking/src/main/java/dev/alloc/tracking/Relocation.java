package dev.alloc.tracking;

import dev.alloc.Allocator;
import dev.alloc.tracking.recording.FlightRecording;
import dev.alloc.tracking.site.Origin;
import java.lang.foreign.MemorySegment;

/** Blocks that get another size, and perhaps another place. */
final class Relocation {

  private Relocation() {}

  /**
   * Reallocates a block whose record was removed, and enters it at its new place. When this throws,
   * the block is where it was, without a record.
   */
  static MemorySegment of(
      TrackingAllocator self,
      MemorySegment block,
      long newByteSize,
      long byteAlignment,
      Origin origin) {
    Records records = self.records();
    if (records.table().isTight()) {
      return byCopy(self, block, newByteSize, byteAlignment, origin);
    }
    MemorySegment moved = self.upstream().reallocate(block, newByteSize, byteAlignment);
    records.insertMoved(moved.address(), newByteSize, origin); // there is room, see the table
    return moved;
  }

  /** Moves a block only when its record has its new place: that is the one that may fail. */
  private static MemorySegment byCopy(
      TrackingAllocator self,
      MemorySegment block,
      long newByteSize,
      long byteAlignment,
      Origin origin) {
    Records records = self.records();
    Allocator upstream = self.upstream();
    MemorySegment moved = upstream.allocate(newByteSize, byteAlignment);
    try {
      records.insertMoved(moved.address(), newByteSize, origin);
      MemorySegment.copy(block, 0, moved, 0, Math.min(block.byteSize(), newByteSize));
      upstream.free(block);
      return moved;
    } catch (RuntimeException | Error failure) {
      records.table().withdraw(moved.address(), origin.id());
      giveBack(upstream, moved, failure);
      throw failure;
    }
  }

  /** To a sample a reallocation is the end of one block and the start of another. */
  static MemorySegment ofSample(
      TrackingAllocator self, MemorySegment block, long newByteSize, long byteAlignment) {
    Records records = self.records();
    boolean passedOver = self.isPassedOver(newByteSize);
    int epoch = self.epoch();
    long address = block.address();
    long byteSize = block.byteSize();
    Origin here = records.freeingHere();
    Origin origin = self.takeOut(block, here);
    MemorySegment moved;
    try {
      moved = self.upstream().reallocate(block, newByteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      if (origin != null) {
        records.putBack(address, byteSize, origin, failure);
      }
      self.refused(failure);
      throw failure;
    }
    if (origin != null) {
      records.freed(origin, address, byteSize, here.actor());
      FlightRecording.freed(self.name(), address, byteSize);
    }
    if (!passedOver) {
      enterSample(self, moved, epoch, newByteSize);
    }
    return moved;
  }

  private static void enterSample(
      TrackingAllocator self, MemorySegment moved, int epoch, long byteSize) {
    Records records = self.records();
    long address = moved.address();
    try {
      Origin here = records.allocatingHere();
      records.insertMoved(address, byteSize, here);
      if (self.bulk() != null) {
        self.bulk().entered(epoch, address, byteSize, here);
      }
      records.allocated(here, address, byteSize);
      FlightRecording.allocated(self.name(), address, byteSize, here.title());
    } catch (OutOfMemoryError noRoom) {
      records.failures().incrementAndGet(); // an estimate may be too low, a block not be lost
    }
  }

  /** Frees a block because of a failure, which hears of it if that fails as well. */
  static void giveBack(Allocator upstream, MemorySegment block, Throwable failure) {
    try {
      upstream.free(block);
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(e);
    }
  }
}
