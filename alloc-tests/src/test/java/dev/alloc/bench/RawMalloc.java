package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The C library's malloc and free with nothing around them: addresses as numbers, critical calls,
 * no check of size or result. The floor for anything that calls malloc from Java.
 */
final class RawMalloc {
  private static final MethodHandle MALLOC =
      critical("malloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FREE = critical("free", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MemorySegment EVERYTHING = everything();

  private RawMalloc() {}

  static long malloc(long byteSize) {
    try {
      return (long) MALLOC.invokeExact(byteSize);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void putLong(long address, long value) {
    EVERYTHING.set(JAVA_LONG, address, value);
  }

  static void free(long address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted") // a call to C is what is measured
  private static MethodHandle critical(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().findOrThrow(name);
    return linker.downcallHandle(function, type, Linker.Option.critical(false));
  }

  @SuppressWarnings("restricted") // for writing to an address without an object per block
  private static MemorySegment everything() {
    return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  }
}
