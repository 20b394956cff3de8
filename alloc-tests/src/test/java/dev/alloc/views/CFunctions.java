package dev.alloc.views;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.function.IntBinaryOperator;

/** A binding such as tools generate: whatever is to be an arena or an allocator is a parameter. */
@SuppressWarnings("restricted") // calls to C are what is tested
final class CFunctions {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout SIZE_T =
      Objects.requireNonNull(LINKER.canonicalLayouts().get("size_t"));
  private static final AddressLayout INT_POINTER = ADDRESS.withTargetLayout(JAVA_INT);
  private static final MethodHandle STRLEN =
      handle("strlen", FunctionDescriptor.of(SIZE_T, ADDRESS));
  private static final MethodHandle QSORT =
      handle("qsort", FunctionDescriptor.ofVoid(ADDRESS, SIZE_T, SIZE_T, ADDRESS));
  private static final MethodHandle COMPARE = compareHandle();

  private CFunctions() {}

  static long strlen(MemorySegment text) throws Throwable {
    return ((Number) STRLEN.invoke(text)).longValue();
  }

  /** Sorts numbers that were allocated from any arena; the stub lives as long as that. */
  static void qsort(Arena arena, MemorySegment numbers, IntBinaryOperator order) throws Throwable {
    MemorySegment stub =
        LINKER.upcallStub(
            COMPARE.bindTo(order),
            FunctionDescriptor.of(JAVA_INT, INT_POINTER, INT_POINTER),
            arena);
    long count = numbers.byteSize() / ValueLayout.JAVA_INT.byteSize();
    if (SIZE_T.byteSize() == Long.BYTES) {
      QSORT.invoke(numbers, count, (long) Integer.BYTES, stub);
    } else {
      QSORT.invoke(numbers, (int) count, Integer.BYTES, stub);
    }
  }

  @SuppressWarnings("UnusedMethod") // called from C
  private static int compare(IntBinaryOperator order, MemorySegment left, MemorySegment right) {
    return order.applyAsInt(left.get(JAVA_INT, 0), right.get(JAVA_INT, 0));
  }

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
  }

  private static MethodHandle compareHandle() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              CFunctions.class,
              "compare",
              MethodType.methodType(
                  int.class, IntBinaryOperator.class, MemorySegment.class, MemorySegment.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
