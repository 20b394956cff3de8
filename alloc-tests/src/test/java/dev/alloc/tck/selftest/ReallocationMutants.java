package dev.alloc.tck.selftest;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;

/** Wrong when a block changes its size: chapter 3. */
final class ReallocationMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.base(
                  "copies-512-bytes",
                  "copies no more than 512 bytes to the new place",
                  Set.of("3.1", "3.6"),
                  () ->
                      new Spoiled() {
                        @Override
                        long spoiled(long oldByteSize, long newByteSize, long alignment) {
                          return Math.min(oldByteSize, newByteSize) > 512 ? 512 : -1;
                        }
                      })
              .perhaps("3.7"),
          Mutant.base(
                  "small-to-large-loses",
                  "loses the end of a small block that becomes a large one",
                  Set.of("3.1"),
                  () ->
                      new Spoiled() {
                        @Override
                        long spoiled(long oldByteSize, long newByteSize, long alignment) {
                          return oldByteSize >= 100 && oldByteSize <= 1000 && newByteSize >= 4096
                              ? oldByteSize - 1
                              : -1;
                        }
                      })
              .perhaps("3.7"),
          Mutant.base(
              "odd-sizes-lose-a-byte",
              "loses the last byte of a block of odd size, except of one",
              Set.of("3.7"),
              () ->
                  new Spoiled() {
                    @Override
                    long spoiled(long oldByteSize, long newByteSize, long alignment) {
                      return oldByteSize > 1 && oldByteSize % 2 == 1 && newByteSize >= oldByteSize
                          ? oldByteSize - 1
                          : -1;
                    }
                  }),
          Mutant.base(
                  "alignment-loses-contents",
                  "forgets to copy when it has to align to 256 or more",
                  Set.of("3.6"),
                  () ->
                      new Spoiled() {
                        @Override
                        long spoiled(long oldByteSize, long newByteSize, long alignment) {
                          return alignment >= 256 && Math.min(oldByteSize, newByteSize) > 0
                              ? 0
                              : -1;
                        }
                      })
              .perhaps("3.7"),
          Mutant.base(
              "overlaps-after-shrinking",
              "gives back too much of a block that shrinks",
              Set.of("3.7"),
              OverlapsAfterShrinking::new),
          Mutant.base(
              "same-size-moves",
              "moves a block although its size stays",
              Set.of("3.2"),
              () ->
                  new Reference() {
                    @Override
                    MemorySegment doReallocate(
                        MemorySegment block, long oldByteSize, long newByteSize, long alignment) {
                      return oldByteSize == newByteSize
                          ? moved(block, oldByteSize, newByteSize, alignment)
                          : super.doReallocate(block, oldByteSize, newByteSize, alignment);
                    }
                  }),
          Mutant.base(
              "lower-alignment-moves",
              "moves a block when it need not be aligned as before",
              Set.of("3.2"),
              () ->
                  new Reference() {
                    @Override
                    MemorySegment doReallocate(
                        MemorySegment block, long oldByteSize, long newByteSize, long alignment) {
                      return alignment < 4
                          ? moved(block, oldByteSize, newByteSize, alignment)
                          : super.doReallocate(block, oldByteSize, newByteSize, alignment);
                    }
                  }),
          Mutant.base(
              "growing-counts-twice",
              "counts a block that grows beyond 2 KiB with its old size as well",
              Set.of("3.3"),
              () ->
                  new Reference() {
                    @Override
                    void onReallocated(long oldByteSize, long newByteSize) {
                      super.onReallocated(oldByteSize, newByteSize);
                      if (newByteSize > oldByteSize && newByteSize > 3000) {
                        books.liveBytes += oldByteSize;
                      }
                    }
                  }),
          Mutant.base(
              "failed-resize-writes",
              "has touched the old block when it finds that there is no room for the new one",
              Set.of("3.4"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized MemorySegment reallocate(
                        MemorySegment block, long newByteSize, long byteAlignment) {
                      try {
                        return super.reallocate(block, newByteSize, byteAlignment);
                      } catch (OutOfMemoryError refused) {
                        if (block.byteSize() > 0) {
                          block.set(JAVA_BYTE, 0, (byte) ~block.get(JAVA_BYTE, 0));
                        }
                        throw refused;
                      }
                    }
                  }),
          Mutant.base(
              "failed-resize-frees",
              "frees the old block before it looks for the new one",
              Set.of("3.4", "5.3", "5.7"),
              FreesFirst::new),
          Mutant.base(
                  "resize-to-zero-frees",
                  "takes a reallocation to 0 bytes for a free",
                  Set.of("2.4", "3.5", "6.3", "6.7"),
                  () ->
                      new Reference() {
                        @Override
                        public synchronized MemorySegment reallocate(
                            MemorySegment block, long newByteSize, long byteAlignment) {
                          if (newByteSize != 0) {
                            return super.reallocate(block, newByteSize, byteAlignment);
                          }
                          free(block);
                          return slab.at(block.address(), 0);
                        }
                      })
              .perhaps("3.7"));

  private ReallocationMutants() {}

  /** Spoils a byte of what it should keep. */
  private abstract static class Spoiled extends Reference {

    /** Returns the offset of the byte that is not as it was, or -1. */
    abstract long spoiled(long oldByteSize, long newByteSize, long alignment);

    @Override
    MemorySegment doReallocate(
        MemorySegment block, long oldByteSize, long newByteSize, long alignment) {
      MemorySegment result = super.doReallocate(block, oldByteSize, newByteSize, alignment);
      long offset = spoiled(oldByteSize, newByteSize, alignment);
      if (offset >= 0) {
        result.set(JAVA_BYTE, offset, (byte) ~result.get(JAVA_BYTE, offset));
      }
      return result;
    }
  }

  private static final class OverlapsAfterShrinking extends Reference {
    @Override
    MemorySegment doReallocate(
        MemorySegment block, long oldByteSize, long newByteSize, long alignment) {
      MemorySegment result = super.doReallocate(block, oldByteSize, newByteSize, alignment);
      if (newByteSize < oldByteSize && newByteSize > 16) {
        slab.trim(result.address(), newByteSize - 15); // wrong: rounds down
      }
      return result;
    }
  }

  private static final class FreesFirst extends Reference {
    @Override
    public synchronized MemorySegment reallocate(
        MemorySegment block, long newByteSize, long byteAlignment) {
      ensureOpen();
      long oldByteSize = sizeOf(block);
      if (newByteSize <= maxByteSize()) {
        return super.reallocate(block, newByteSize, byteAlignment);
      }
      doFree(block);
      onFreed(oldByteSize);
      MemorySegment moved = allocate(newByteSize, byteAlignment); // wrong: throws
      return moved;
    }
  }
}
