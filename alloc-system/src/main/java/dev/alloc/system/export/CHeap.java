package dev.alloc.system.export;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An allocator as C's functions call it: they return 0 and set {@code errno} where Java throws, and
 * never throw. Sizes and addresses are in bytes. From any thread, as far as the allocator is.
 */
public record CHeap(Allocator allocator, BlockSizes sizes, FirstFailures failures) {
  /** The alignment of {@code max_align_t}, at most; 8 would do on some processors of 32 bits. */
  public static final long ALIGNMENT = 16;

  private static final int MOST_BLOCKS_NAMED = 1_000;

  /**
   * Makes a heap without blocks.
   *
   * @param allocator serves it; not closed by it
   */
  public CHeap(Allocator allocator) {
    this(allocator, new BlockSizes(), new FirstFailures());
  }

  /**
   * {@code void *malloc(size_t)}.
   *
   * @param byteSize the size; 0 gives a distinct block
   * @return the block's address, or 0 with ENOMEM
   */
  public long malloc(long byteSize) {
    try {
      requireSize(byteSize);
      return handedOut(allocator.allocate(byteSize, ALIGNMENT), byteSize);
    } catch (Throwable failure) {
      return failed(failure, Errno.ENOMEM);
    }
  }

  /**
   * {@code void *calloc(size_t, size_t)}.
   *
   * @param count how many
   * @param byteSize how large each is
   * @return the block's address, or 0 with ENOMEM, also if the product overflows
   */
  public long calloc(long count, long byteSize) {
    try {
      requireSize(count);
      requireSize(byteSize);
      requireSize(Math.multiplyHigh(count, byteSize) == 0 ? count * byteSize : -1);
      return handedOut(allocator.allocateZeroed(count * byteSize, ALIGNMENT), count * byteSize);
    } catch (Throwable failure) {
      return failed(failure, Errno.ENOMEM);
    }
  }

  /**
   * {@code void *realloc(void *, size_t)}.
   *
   * @param address a block, or 0 for a new one
   * @param newByteSize the new size; 0 gives a distinct block and never means free
   * @return the block's new address; or 0 with ENOMEM, or EINVAL if the address is not a block's,
   *     and nothing has changed
   */
  public long realloc(long address, long newByteSize) {
    if (address == 0) {
      return malloc(newByteSize);
    }
    try {
      long byteSize = sizes.remove(address);
      if (byteSize == BlockSizes.ABSENT) {
        return failed(noBlock("realloc", address), Errno.EINVAL);
      }
      return reallocated(address, byteSize, newByteSize);
    } catch (Throwable failure) {
      return failed(failure, Errno.ENOMEM);
    }
  }

  /**
   * {@code void *aligned_alloc(size_t, size_t)}.
   *
   * @param byteAlignment a power of two
   * @param byteSize any size; 0 gives a distinct block
   * @return the block's address; or 0 with ENOMEM, or EINVAL if the alignment cannot be had
   */
  public long alignedAlloc(long byteAlignment, long byteSize) {
    try {
      requireSize(byteSize);
      if (Long.bitCount(byteAlignment) != 1
          || byteAlignment < 0
          || byteAlignment > allocator.maxAlignment()) {
        Errno.set(Errno.EINVAL);
        return 0;
      }
      long alignment = Math.max(byteAlignment, ALIGNMENT);
      return handedOut(allocator.allocate(byteSize, alignment), byteSize);
    } catch (Throwable failure) {
      return failed(failure, Errno.ENOMEM);
    }
  }

  /**
   * {@code void free(void *)}.
   *
   * @param address a block, or 0; anything else is recorded as INVALID_FREE and not freed
   */
  public void free(long address) {
    if (address == 0) {
      return;
    }
    try {
      long byteSize = sizes.remove(address); // first: another thread may get the address at once
      if (byteSize == BlockSizes.ABSENT) {
        failed(noBlock("free", address), Errno.EINVAL);
        return;
      }
      free(address, byteSize);
    } catch (Throwable failure) {
      failed(failure, Errno.EINVAL);
    }
  }

  /**
   * {@code size_t malloc_usable_size(void *)}.
   *
   * @param address a block, or 0
   * @return the size that was asked for; 0 for 0 and for what is no block, which is recorded
   */
  public long usableSize(long address) {
    if (address == 0) {
      return 0;
    }
    try {
      long byteSize = sizes.sizeOf(address);
      return byteSize == BlockSizes.ABSENT
          ? failed(noBlock("malloc_usable_size", address), Errno.EINVAL)
          : byteSize;
    } catch (Throwable failure) {
      return failed(failure, Errno.EINVAL);
    }
  }

  /**
   * Returns the number of blocks that C has.
   *
   * @return the number, exact if no call is under way
   */
  public long liveBlocks() {
    return sizes.count();
  }

  /**
   * Returns the first exception that C was not told of.
   *
   * @return an exception of the allocator, or of this heap; empty if there was none
   */
  public Optional<Throwable> firstFailure() {
    return failures.failure();
  }

  /**
   * Returns the first misuse of memory that was noticed in a call from C.
   *
   * @return a fault of the allocator, or of this heap; empty if there was none
   */
  public Optional<MemoryFaultException> firstFault() {
    return failures.fault();
  }

  /**
   * Returns the fault that C's blocks are, if C has any.
   *
   * @return a LEAK, which suppresses one for each block, up to 1 000; empty if there are none
   */
  public Optional<MemoryFaultException> leak() {
    List<MemoryFaultException> leaks = new ArrayList<>();
    long[] total = new long[2];
    sizes.forEach(
        (address, byteSize) -> {
          total[0]++;
          total[1] += byteSize;
          if (leaks.size() < MOST_BLOCKS_NAMED) {
            leaks.add(leak("0x%x, %d bytes".formatted(address, byteSize), address, byteSize));
          }
        });
    if (leaks.isEmpty()) {
      return Optional.empty();
    }
    MemoryFaultException all =
        leak(
            "C has not freed %d blocks, %d bytes, of the exported functions"
                .formatted(total[0], total[1]),
            0,
            -1);
    leaks.forEach(all::addSuppressed);
    return Optional.of(all);
  }

  private long handedOut(MemorySegment block, long byteSize) {
    try {
      sizes.put(block.address(), byteSize);
      return block.address();
    } catch (Throwable noRecord) {
      allocator.free(block);
      throw noRecord;
    }
  }

  private long reallocated(long address, long byteSize, long newByteSize) {
    MemorySegment moved;
    try {
      requireSize(newByteSize);
      moved = allocator.reallocate(block(address, byteSize), newByteSize, ALIGNMENT);
    } catch (Throwable failure) {
      sizes.putBack(address, byteSize);
      throw failure;
    }
    sizes.putBack(moved.address(), newByteSize);
    return moved.address();
  }

  /** C cannot free again what was found damaged; an allocator that has told so lets it go. */
  private void free(long address, long byteSize) {
    MemorySegment block = block(address, byteSize);
    try {
      allocator.free(block);
    } catch (MemoryFaultException damaged) {
      failures.record(damaged);
      try {
        allocator.free(block);
      } catch (MemoryFaultException again) {
        sizes.putBack(address, byteSize); // so that nobody believes that it is gone
      }
    }
  }

  private void requireSize(long byteSize) {
    if (byteSize < 0) { // in C, a size of more than half of all memory
      throw new OutOfMemoryError(
          "%s: cannot provide %s bytes aligned to %d."
              .formatted(allocator.name(), Long.toUnsignedString(byteSize), ALIGNMENT));
    }
  }

  private MemoryFaultException noBlock(String function, long address) {
    return MemoryFaultException.invalidFree(
        allocator.name(),
        MemorySegment.ofAddress(address),
        "C passed it to %s, but no exported function returned it, or it was freed since"
            .formatted(function));
  }

  private MemoryFaultException leak(String what, long address, long byteSize) {
    return new MemoryFaultException(
        MemoryFaultException.Kind.LEAK,
        "%s: LEAK: %s".formatted(allocator.name(), what),
        address,
        byteSize);
  }

  /** Without stack or heap to record a failure in, what C gets to see has to be enough. */
  private long failed(Throwable failure, int errno) {
    try {
      failures.record(failure);
      Errno.set(errno);
    } catch (Throwable exhausted) {
      return 0;
    }
    return 0;
  }

  @SuppressWarnings("restricted") // the extent is that of a block of the allocator
  private static MemorySegment block(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }
}
