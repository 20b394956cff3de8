package dev.alloc.system;

import java.lang.invoke.MethodHandle;
import java.util.Objects;

/**
 * The C library's functions as static methods that the JIT inlines down to the call instruction.
 *
 * <p>Used only after {@link CFunctions#link} succeeded: then this class's initialiser cannot fail.
 * Sizes and addresses are in bytes; NULL is 0. Arguments are not checked here.
 */
final class CLibrary {
  static final long MALLOC_ALIGNMENT;
  static final long MAX_BYTE_SIZE;
  static final boolean HAS_ALIGNED_ALLOC;

  private static final MethodHandle MALLOC;
  private static final MethodHandle MALLOC_CRITICAL;
  private static final MethodHandle CALLOC;
  private static final MethodHandle CALLOC_CRITICAL;
  private static final MethodHandle REALLOC;
  private static final MethodHandle REALLOC_CRITICAL;
  private static final MethodHandle FREE;
  private static final MethodHandle FREE_CRITICAL;
  private static final MethodHandle ALIGNED_ALLOC;
  private static final MethodHandle ALIGNED_ALLOC_CRITICAL;

  static {
    CFunctions c = CFunctions.link();
    MALLOC_ALIGNMENT = c.word().mallocAlignment();
    MAX_BYTE_SIZE = c.word().maxByteSize(MallocAllocator.MAX_ALIGNMENT);
    MALLOC = c.malloc().plain();
    MALLOC_CRITICAL = c.malloc().critical();
    CFunctions.Linked calloc = Objects.requireNonNull(c.calloc()); // ofCLibrary() saw to it
    CALLOC = calloc.plain();
    CALLOC_CRITICAL = calloc.critical();
    CFunctions.Linked realloc = Objects.requireNonNull(c.realloc());
    REALLOC = realloc.plain();
    REALLOC_CRITICAL = realloc.critical();
    FREE = c.free().plain();
    FREE_CRITICAL = c.free().critical();
    HAS_ALIGNED_ALLOC = c.alignedAlloc() != null;
    CFunctions.Linked aligned = Objects.requireNonNullElse(c.alignedAlloc(), calloc); // not called
    ALIGNED_ALLOC = aligned.plain();
    ALIGNED_ALLOC_CRITICAL = aligned.critical();
  }

  private CLibrary() {}

  static long malloc(long byteSize) {
    try {
      return byteSize <= MallocAllocator.CRITICAL_MAX
          ? (long) MALLOC_CRITICAL.invokeExact(byteSize)
          : (long) MALLOC.invokeExact(byteSize);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static long calloc(long byteSize) {
    try {
      return byteSize <= MallocAllocator.CRITICAL_MAX
          ? (long) CALLOC_CRITICAL.invokeExact(1L, byteSize)
          : (long) CALLOC.invokeExact(1L, byteSize);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static long realloc(long address, long byteSize, long newByteSize) {
    try {
      return Math.max(byteSize, newByteSize) <= MallocAllocator.CRITICAL_MAX
          ? (long) REALLOC_CRITICAL.invokeExact(address, newByteSize)
          : (long) REALLOC.invokeExact(address, newByteSize);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** {@code byteSize} plus {@code byteAlignment} must not overflow. */
  static long alignedAlloc(long byteAlignment, long byteSize) {
    long rounded = MallocAllocator.alignedSize(byteSize, byteAlignment);
    try {
      return rounded
              <= MallocAllocator.CRITICAL_MAX / 2 // malloc may take up to twice as much to cut from
          ? (long) ALIGNED_ALLOC_CRITICAL.invokeExact(byteAlignment, rounded)
          : (long) ALIGNED_ALLOC.invokeExact(byteAlignment, rounded);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** {@code byteSize} only chooses the kind of call. */
  static void free(long address, long byteSize) {
    try {
      if (byteSize <= MallocAllocator.CRITICAL_MAX) {
        FREE_CRITICAL.invokeExact(address);
      } else {
        FREE.invokeExact(address);
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * C functions throw nothing; what arrives here is an error of the JVM such as a stack overflow.
   */
  private static Error unexpected(Throwable thrown) {
    return thrown instanceof Error error ? error : new AssertionError(thrown);
  }
}
