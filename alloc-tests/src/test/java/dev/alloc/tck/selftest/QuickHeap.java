package dev.alloc.tck.selftest;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A correct export of a few lines with a lock around everything, from which wrong ones differ by
 * one overridden method. Sizes and addresses are in bytes.
 */
@SuppressWarnings("restricted") // for C
class QuickHeap {
  static final int ENOMEM = 12;
  static final int EINVAL = 22;

  private static final MethodHandle ERRNO =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("__errno_location"),
              FunctionDescriptor.of(ValueLayout.ADDRESS.withTargetLayout(JAVA_INT)));

  final Allocator allocator;
  final Map<Long, Long> sizes = new HashMap<>();
  private @Nullable MemoryFaultException fault;

  QuickHeap(Allocator allocator) {
    this.allocator = allocator;
  }

  synchronized long malloc(long byteSize) {
    return given(byteSize, 16, false);
  }

  synchronized long calloc(long count, long byteSize) {
    boolean overflows = count != 0 && Long.compareUnsigned(byteSize, Long.MAX_VALUE / count) > 0;
    return count < 0 || overflows ? failed(ENOMEM) : given(count * byteSize, 16, true);
  }

  synchronized long alignedAlloc(long byteAlignment, long byteSize) {
    boolean possible =
        Long.bitCount(byteAlignment) == 1
            && byteAlignment > 0
            && byteAlignment <= allocator.maxAlignment();
    return possible ? given(byteSize, Math.max(16, byteAlignment), false) : failed(EINVAL);
  }

  synchronized long realloc(long address, long newByteSize) {
    if (address == 0) {
      return malloc(newByteSize);
    }
    Long byteSize = sizes.get(address);
    return byteSize == null ? unknown(address) : resized(address, byteSize, newByteSize);
  }

  synchronized void free(long address) {
    Long byteSize = sizes.remove(address);
    if (byteSize != null) {
      allocator.free(block(address, byteSize));
    } else if (address != 0) {
      long _ = unknown(address);
    }
  }

  synchronized long usableSize(long address) {
    return sizes.getOrDefault(address, 0L);
  }

  synchronized Optional<MemoryFaultException> fault() {
    return Optional.ofNullable(fault);
  }

  synchronized void close() {
    if (!sizes.isEmpty()) {
      throw Leaks.of("exported", sizes);
    }
  }

  long resized(long address, long byteSize, long newByteSize) {
    try {
      MemorySegment resized = allocator.reallocate(block(address, byteSize), newByteSize, 16);
      sizes.remove(address);
      sizes.put(resized.address(), newByteSize);
      return resized.address();
    } catch (RuntimeException | Error refused) {
      return failed(ENOMEM);
    }
  }

  /** For what was never given out, or was freed since. */
  long unknown(long address) {
    if (fault == null) {
      fault =
          MemoryFaultException.invalidFree(
              "exported", MemorySegment.ofAddress(address), "it is not a live block");
    }
    return failed(EINVAL);
  }

  /** Returns NULL. */
  long failed(int errno) {
    try {
      ((MemorySegment) ERRNO.invokeExact()).set(JAVA_INT, 0, errno);
      return 0;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private long given(long byteSize, long byteAlignment, boolean zeroed) {
    try {
      MemorySegment block =
          zeroed
              ? allocator.allocateZeroed(byteSize, byteAlignment)
              : allocator.allocate(byteSize, byteAlignment);
      sizes.put(block.address(), byteSize);
      return block.address();
    } catch (RuntimeException | Error refused) {
      return failed(ENOMEM);
    }
  }

  static MemorySegment block(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }
}
