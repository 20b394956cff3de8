package dev.alloc.tck.selftest;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alloc.AllocatorStats;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Wrong in what a block is: chapter 1, and rule 0.1. */
final class AllocationMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.base(
              "another-name",
              "is not the one that was asked for",
              Set.of("0.1"),
              () ->
                  new Reference() {
                    @Override
                    public String name() {
                      return "another";
                    }
                  }),
          Mutant.base(
                  "capacity-as-size",
                  "gives blocks above 4 KiB the size they were rounded up to",
                  Set.of("1.1", "1.6", "1.10"),
                  () ->
                      new Reference() {
                        @Override
                        MemorySegment doAllocate(long byteSize, long byteAlignment) {
                          MemorySegment block = super.doAllocate(byteSize, byteAlignment);
                          return byteSize > 4096
                              ? slab.at(block.address(), Slab.rounded(byteSize))
                              : block;
                        }
                      })
              .perhaps("3.7"),
          Mutant.base(
                  "read-only-at-255",
                  "gives a block of 255 bytes that cannot be written",
                  Set.of("1.1", "1.6", "2.1", "7.2"),
                  () ->
                      new Reference() {
                        @Override
                        MemorySegment doAllocate(long byteSize, long byteAlignment) {
                          MemorySegment block = super.doAllocate(byteSize, byteAlignment);
                          return byteSize == 255 ? block.asReadOnly() : block;
                        }
                      })
              .perhaps("3.7", "6.1", "7.1", "9.7"),
          Mutant.base(
                  "last-byte-shared",
                  "forgets the last byte of a size that is one above a multiple of 16",
                  Set.of("1.2", "1.6", "7.2"),
                  LastByteShared::new)
              .perhaps("3.7", "7.1", "7.2", "9.7"),
          Mutant.base(
                  "one-address-for-5",
                  "gives all blocks of 5 bytes one address",
                  Set.of("1.2", "1.3"),
                  OneAddress::new)
              .perhaps("3.7", "7.1", "7.2", "9.7"),
          Mutant.base(
                  "zero-has-a-byte",
                  "gives a zero-sized block one byte",
                  Set.of("1.4", "6.7", "9.6"),
                  () ->
                      new Reference() {
                        @Override
                        MemorySegment doAllocate(long byteSize, long byteAlignment) {
                          MemorySegment block = super.doAllocate(byteSize, byteAlignment);
                          return byteSize == 0 ? slab.at(block.address(), 1) : block;
                        }
                      })
              .perhaps("3.7", "6.1", "6.2"),
          Mutant.base(
              "negative-is-too-much",
              "answers a negative size with OutOfMemoryError",
              Set.of("1.5", "6.1", "6.7", "9.6"),
              () ->
                  new Reference() {
                    @Override
                    void checkRequest(long byteSize, long byteAlignment) {
                      if (byteSize < 0) {
                        throw refused(byteSize, byteAlignment);
                      }
                      super.checkRequest(byteSize, byteAlignment);
                    }
                  }),
          Mutant.base(
              "negative-is-counted",
              "counts a negative size as a request it could not meet",
              Set.of("1.5", "6.1", "6.7"),
              () ->
                  new Reference() {
                    @Override
                    void checkRequest(long byteSize, long byteAlignment) {
                      if (byteSize < 0) {
                        books.failures++;
                      }
                      super.checkRequest(byteSize, byteAlignment);
                    }
                  }),
          Mutant.base(
              "refuses-4095",
              "has no size class for 4095 bytes",
              Set.of("1.6", "2.1"),
              () ->
                  new Reference() {
                    @Override
                    MemorySegment doAllocate(long byteSize, long byteAlignment) {
                      if (byteSize == 4095) {
                        throw refused(byteSize, byteAlignment);
                      }
                      return super.doAllocate(byteSize, byteAlignment);
                    }
                  }),
          Mutant.base(
              "large-free-spills",
              "overwrites what comes after a large block when that is freed",
              Set.of("1.7"),
              () ->
                  new Reference() {
                    @Override
                    void doFree(MemorySegment block) {
                      long length = slab.length(block.address());
                      if (length > 64 << 10) {
                        slab.at(block.address(), length + 1).set(JAVA_BYTE, length, (byte) 0xDD);
                      }
                      super.doFree(block);
                    }
                  }),
          Mutant.base(
                  "descending-frees-uncounted",
                  "does not count a free just below the one before",
                  Set.of("1.8", "6.7", "9.6"),
                  DescendingFrees::new)
              .perhaps("6.1", "6.2", "7.1", "7.2", "7.3"),
          Mutant.base(
              "reserve-creeps",
              "loses 16 bytes with every hundredth block",
              Set.of("1.9"),
              () ->
                  new Reference() {
                    @Override
                    AllocatorStats doStats() {
                      long lost = books.allocations / 100 * 16;
                      return books.toStats().withReservedBytes(slab.takenBytes() + lost);
                    }
                  }),
          Mutant.base(
              "reused-not-zeroed",
              "takes memory it has had before for zero",
              Set.of("1.10", "9.6"),
              ReusedNotZeroed::new),
          Mutant.base(
              "zeroes-whole-words",
              "zeroes in steps of 8 bytes and leaves out the rest",
              Set.of("1.10", "9.6"),
              () ->
                  new Reference() {
                    @Override
                    public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
                      MemorySegment block = allocate(byteSize, byteAlignment);
                      block.asSlice(0, byteSize & -8).fill((byte) 0);
                      return block;
                    }
                  }),
          Mutant.base(
              "layouts-from-the-jdk",
              "serves a layout from another allocator",
              Set.of("1.11", "5.6"),
              () ->
                  new Reference() {
                    @Override
                    public MemorySegment allocate(MemoryLayout layout) {
                      return Arena.ofAuto().allocate(layout);
                    }
                  }),
          Mutant.base(
              "strings-not-terminated",
              "leaves out the end of a string",
              Set.of("1.11"),
              () ->
                  new Reference() {
                    @Override
                    public MemorySegment allocateFrom(String text, Charset charset) {
                      byte[] bytes = text.getBytes(charset);
                      return allocate(bytes.length, 1).copyFrom(MemorySegment.ofArray(bytes));
                    }
                  }));

  private AllocationMutants() {}

  private static final class LastByteShared extends Reference {
    @Override
    MemorySegment doAllocate(long byteSize, long byteAlignment) {
      boolean forgets = byteSize > 1 && byteSize % 16 == 1;
      long address = slab.take(forgets ? byteSize - 1 : byteSize, byteAlignment);
      if (address < 0 || address - slab.first() + byteSize > Slab.BYTES) {
        throw refused(byteSize, byteAlignment);
      }
      enter(address, byteSize);
      return slab.at(address, byteSize);
    }
  }

  private static final class OneAddress extends Reference {
    private static final long SIZE = 5;
    private final Map<Long, Integer> owners = new HashMap<>();
    private long shared;

    @Override
    MemorySegment doAllocate(long byteSize, long byteAlignment) {
      if (byteSize != SIZE || byteAlignment > 16) {
        return super.doAllocate(byteSize, byteAlignment);
      }
      if (owners.merge(SIZE, 1, Integer::sum) == 1) {
        shared = super.doAllocate(byteSize, byteAlignment).address();
      }
      return slab.at(shared, byteSize);
    }

    @Override
    void doFree(MemorySegment block) {
      if (block.address() != shared) {
        super.doFree(block);
      } else if (owners.merge(SIZE, -1, Integer::sum) == 0) {
        shared = 0;
        super.doFree(block);
      }
    }
  }

  private static final class DescendingFrees extends Reference {
    private long before;

    @Override
    public synchronized void free(MemorySegment block) {
      super.free(block);
      if (before - block.address() == 16) {
        books.frees--;
      }
      before = block.address();
    }
  }

  private static final class ReusedNotZeroed extends Reference {
    private long highest;

    @Override
    public synchronized MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
      MemorySegment block = allocate(byteSize, byteAlignment);
      if (block.address() >= highest) {
        block.fill((byte) 0);
      }
      return block;
    }

    @Override
    void doFree(MemorySegment block) {
      highest = Math.max(highest, block.address() + slab.length(block.address()));
      super.doFree(block);
    }
  }
}
