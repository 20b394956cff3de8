package dev.alloc.cli;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Makes the memory errors that its arguments name, and ends with 42. */
@SuppressWarnings("restricted") // leaving the block is the subject
final class MemoryErrorsProgram {
  private static final Allocator ALLOCATOR = Allocators.current();

  private MemoryErrorsProgram() {}

  public static void main(String[] errors) throws Throwable {
    useAsIntended();
    for (String error : errors) {
      switch (error) {
        case "overrun" -> overrun();
        case "fill" -> fill();
        case "memset" -> memset();
        case "late" -> late();
        case "twice" -> twice();
        case "leak" -> leak();
        default -> throw new IllegalArgumentException(error);
      }
    }
    System.exit(42);
  }

  private static void useAsIntended() {
    for (long byteSize = 0; byteSize < 100_000; byteSize = 1 + byteSize * 3) {
      for (long alignment = 1; alignment <= 4096; alignment *= 64) {
        MemorySegment block = ALLOCATOR.allocateZeroed(byteSize, alignment).fill((byte) 1);
        ALLOCATOR.free(ALLOCATOR.reallocate(block, byteSize / 2, alignment).fill((byte) 2));
      }
    }
  }

  private static void overrun() {
    MemorySegment block = ALLOCATOR.allocate(64, 8);
    raw(block, 68).set(ValueLayout.JAVA_INT, 64, 7);
    ALLOCATOR.free(block);
  }

  private static void fill() {
    MemorySegment block = ALLOCATOR.allocate(48, 8);
    raw(block, 56).fill((byte) 7);
    ALLOCATOR.free(block);
  }

  private static void memset() throws Throwable {
    Linker linker = Linker.nativeLinker();
    MemorySegment block = ALLOCATOR.allocate(80, 8);
    linker
        .downcallHandle(
            linker.defaultLookup().findOrThrow("memset"),
            FunctionDescriptor.ofVoid(
                ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG))
        .invokeExact(block, 7, 81L);
    ALLOCATOR.free(block);
  }

  private static void late() {
    MemorySegment block = ALLOCATOR.allocate(96, 8);
    ALLOCATOR.free(block);
    block.set(ValueLayout.JAVA_LONG, 8, 7);
  }

  private static void twice() {
    MemorySegment block = ALLOCATOR.allocate(112, 8);
    ALLOCATOR.free(block);
    ALLOCATOR.free(block);
  }

  private static void leak() {
    ALLOCATOR.allocate(1234, 8).fill((byte) 7);
  }

  private static MemorySegment raw(MemorySegment block, long byteSize) {
    return MemorySegment.ofAddress(block.address()).reinterpret(byteSize);
  }
}
