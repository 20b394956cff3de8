package dev.alloc.debug;

import dev.alloc.Allocator;
import dev.alloc.debug.Intake.Contents;
import dev.alloc.debug.table.Block;
import java.lang.foreign.MemorySegment;

/** Reallocates: always to a new place, so that the use of the old one is found. */
record Move(Parts parts, Intake intake, Reclaim reclaim) {
  private static final String CALL = "reallocate";

  MemorySegment of(Allocator self, MemorySegment segment, long newByteSize, long byteAlignment) {
    int site = parts.sites().hereIfPossible();
    Block block = reclaim.claim(segment);
    if (block == null) {
      throw parts.refusals().of(segment, CALL); // there is nothing to return
    }
    reclaim.prepare(block, CALL);
    MemorySegment moved = moved(self, block, newByteSize, byteAlignment);
    MemorySegment memory = parts.home().memory();
    long kept = Math.min(block.byteSize(), newByteSize);
    MemorySegment.copy(memory, block.address(), memory, moved.address(), kept);
    try {
      reclaim.endLife(block);
    } catch (RuntimeException | Error inUse) {
      reclaim.undo(moved, inUse);
      throw inUse;
    }
    parts.table().countReallocated(block, newByteSize);
    reclaim.end(block.freedAt(site, parts.actors().here()));
    return moved;
  }

  private MemorySegment moved(Allocator self, Block block, long newByteSize, long byteAlignment) {
    try {
      return intake.block(self, newByteSize, byteAlignment, Contents.FRESH, false);
    } catch (RuntimeException | Error failure) {
      parts.quarantine().claims().cancel(block);
      throw failure;
    }
  }
}
