package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.tck.upstream.ForwardingAllocator;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Wrong ways to become C functions, and back: chapter 12. The allocator itself is right. */
final class NativeFunctionMutants {
  static final List<Mutant> ALL =
      List.of(
          heap(
              "aligned-alloc-swapped",
              "gives C an aligned_alloc with its arguments swapped",
              Set.of("12.1", "12.2"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    synchronized long alignedAlloc(long byteAlignment, long byteSize) {
                      return super.alignedAlloc(byteSize, byteAlignment);
                    }
                  }),
          heap(
              "calloc-of-one",
              "gives C a calloc that forgets the count",
              Set.of("12.1", "12.2"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    synchronized long calloc(long count, long byteSize) {
                      return super.calloc(1, byteSize);
                    }
                  }),
          heap(
              "calloc-is-malloc",
              "gives C a calloc that leaves memory as it was",
              Set.of("12.1", "12.6"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    synchronized long calloc(long count, long byteSize) {
                      boolean overflows = Math.multiplyHigh(count, byteSize) != 0;
                      return overflows || count < 0 ? failed(ENOMEM) : malloc(count * byteSize);
                    }
                  }),
          heap(
              "usable-size-unknown",
              "tells C that its blocks have no bytes",
              Set.of("12.1"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    synchronized long usableSize(long address) {
                      return 0;
                    }
                  }),
          heap(
              "malloc-0-is-null",
              "gives C NULL for size 0",
              Set.of("12.2"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    synchronized long malloc(long byteSize) {
                      return byteSize == 0 ? 0 : super.malloc(byteSize);
                    }
                  }),
          heap(
              "calloc-wraps",
              "lets the product of calloc wrap around",
              Set.of("12.2"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    synchronized long calloc(long count, long byteSize) {
                      return super.calloc(1, count * byteSize);
                    }
                  }),
          heap(
              "realloc-to-0-frees",
              "frees a block that C resizes to 0",
              Set.of("12.2"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    synchronized long realloc(long address, long newByteSize) {
                      if (newByteSize == 0) {
                        free(address);
                        return 0;
                      }
                      return super.realloc(address, newByteSize);
                    }
                  }),
          heap(
              "realloc-wants-a-block",
              "does not take NULL for a block that realloc has to make",
              Set.of("12.2"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    synchronized long realloc(long address, long newByteSize) {
                      return address == 0 ? failed(EINVAL) : super.realloc(address, newByteSize);
                    }
                  }),
          heap(
              "one-errno-for-all",
              "tells C that an argument was wrong when there is no memory",
              Set.of("12.2", "12.3"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    long failed(int errno) {
                      return super.failed(EINVAL);
                    }
                  }),
          heap(
              "failed-realloc-loses-the-block",
              "forgets a block that it could not resize",
              Set.of("12.3"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    long resized(long address, long byteSize, long newByteSize) {
                      long resized = super.resized(address, byteSize, newByteSize);
                      if (resized == 0) {
                        sizes.remove(address);
                      }
                      return resized;
                    }
                  }),
          heap(
              "frees-whatever-c-says",
              "passes pointers on that it does not know",
              Set.of("12.3"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    synchronized void free(long address) {
                      if (address != 0 && !sizes.containsKey(address)) {
                        try {
                          allocator.free(block(address, 1));
                        } catch (RuntimeException refused) {
                          long _ = unknown(address);
                        }
                      }
                      super.free(address);
                    }
                  }),
          heap(
              "misuse-by-c-unheard",
              "keeps to itself that C freed what is no block",
              Set.of("12.3"),
              allocator ->
                  new QuickHeap(allocator) {
                    @Override
                    long unknown(long address) {
                      return failed(EINVAL);
                    }
                  }),
          Mutant.exported(
              "two-functions-move-half",
              "copies half of a block where there is no realloc",
              Set.of("12.4"),
              new QuickTables() {
                @Override
                public Allocator imported(Functions functions) {
                  Allocator right = super.imported(functions);
                  return functions.realloc().address() == 0 ? new HalfCopying(right) : right;
                }
              }),
          Mutant.exported(
              "size-cut-to-16-bits",
              "cuts sizes that are too large for C",
              Set.of("12.4", "12.5"),
              new QuickTables() {
                @Override
                public Allocator imported(Functions functions) {
                  return new Cutting(super.imported(functions));
                }
              }),
          Mutant.exported(
              "pointers-called-critically",
              "calls pointers critically that may lead back into Java",
              Set.of("12.6"),
              new QuickTables() {
                @Override
                public Allocator criticallyImported(Functions functions) {
                  return imported(functions);
                }
              }));

  private NativeFunctionMutants() {}

  private static Mutant heap(
      String name, String flaw, Set<String> breaks, Function<Allocator, QuickHeap> heap) {
    return Mutant.exported(name, flaw, breaks, new QuickTables(heap));
  }

  private static final class HalfCopying extends ForwardingAllocator {
    HalfCopying(Allocator upstream) {
      super(upstream);
    }

    @Override
    public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
      MemorySegment moved = super.reallocate(block, newByteSize, byteAlignment);
      long kept = Math.min(block.byteSize(), newByteSize);
      moved.asSlice(kept / 2, kept - kept / 2).fill((byte) 0);
      return moved;
    }
  }

  private static final class Cutting extends ForwardingAllocator {
    Cutting(Allocator upstream) {
      super(upstream);
    }

    @Override
    @SuppressWarnings("restricted") // it claims to be as long as was asked
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      return byteSize <= maxByteSize()
          ? super.allocate(byteSize, byteAlignment)
          : super.allocate(byteSize & 0xFFFF, byteAlignment).reinterpret(byteSize);
    }
  }
}
