package dev.alloc.bench;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * {@code sun.misc.Unsafe} as constant method handles, which compile to the very calls without
 * javac's warnings of it.
 */
final class UnsafeMemory {
  private static final MethodHandle ALLOCATE;
  private static final MethodHandle FREE;
  private static final MethodHandle PUT;

  static {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Object unsafe = field.get(null);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      ALLOCATE =
          lookup.bind(unsafe, "allocateMemory", MethodType.methodType(long.class, long.class));
      FREE = lookup.bind(unsafe, "freeMemory", MethodType.methodType(void.class, long.class));
      PUT =
          lookup.bind(unsafe, "putLong", MethodType.methodType(void.class, long.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private UnsafeMemory() {}

  static long allocate(long byteSize) {
    try {
      return (long) ALLOCATE.invokeExact(byteSize);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void putLong(long address, long value) {
    try {
      PUT.invokeExact(address, value);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void free(long address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted") // its size is known here and nowhere else
  static MemorySegment segment(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }
}
