package dev.alloc.system;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** Calls a table's functions as C does, and looks at errno as C does. */
@SuppressWarnings("restricted")
final class CCaller {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final long ERRNO_OFFSET =
      Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final FunctionDescriptor ONE = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor TWO =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private final MemorySegment state = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());
  private final MethodHandle malloc;
  private final MethodHandle calloc;
  private final MethodHandle realloc;
  private final MethodHandle alignedAlloc;
  private final MethodHandle usableSize;
  private final MethodHandle free;

  CCaller(NativeFunctions table) {
    malloc = LINKER.downcallHandle(table.malloc(), ONE, ERRNO);
    calloc = LINKER.downcallHandle(table.calloc().orElseThrow(), TWO, ERRNO);
    realloc = LINKER.downcallHandle(table.realloc().orElseThrow(), TWO, ERRNO);
    alignedAlloc = LINKER.downcallHandle(table.alignedAlloc().orElseThrow(), TWO, ERRNO);
    usableSize = LINKER.downcallHandle(table.usableSize().orElseThrow(), ONE, ERRNO);
    free = LINKER.downcallHandle(table.free(), FunctionDescriptor.ofVoid(JAVA_LONG), ERRNO);
  }

  long malloc(long byteSize) {
    return call(malloc, byteSize);
  }

  long calloc(long count, long byteSize) {
    return call(calloc, count, byteSize);
  }

  long realloc(long address, long byteSize) {
    return call(realloc, address, byteSize);
  }

  long alignedAlloc(long byteAlignment, long byteSize) {
    return call(alignedAlloc, byteAlignment, byteSize);
  }

  long usableSize(long address) {
    return call(usableSize, address);
  }

  void free(long address) {
    try {
      free.invokeExact(state, address);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Returns errno as the last call left it. */
  int errno() {
    return state.get(JAVA_INT, ERRNO_OFFSET);
  }

  static MemorySegment bytes(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }

  /**
   * Calls a function of one argument on threads that Java has not made, and returns the results.
   */
  static List<Long> onForeignThreads(MemorySegment function, List<Long> arguments) {
    MethodHandle create =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("pthread_create"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
    MethodHandle join =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("pthread_join"),
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment threads = arena.allocate(JAVA_LONG, arguments.size());
      for (int i = 0; i < arguments.size(); i++) {
        long argument = arguments.get(i);
        int failed =
            (int)
                create.invokeExact(
                    threads.asSlice(8L * i, 8), MemorySegment.NULL, function, argument);
        if (failed != 0) {
          throw new AssertionError("pthread_create returned " + failed);
        }
      }
      List<Long> results = new ArrayList<>();
      MemorySegment result = arena.allocate(JAVA_LONG);
      for (int i = 0; i < arguments.size(); i++) {
        int failed = (int) join.invokeExact(threads.getAtIndex(JAVA_LONG, i), result);
        if (failed != 0) {
          throw new AssertionError("pthread_join returned " + failed);
        }
        results.add(result.get(JAVA_LONG, 0));
      }
      return results;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private long call(MethodHandle function, long argument) {
    try {
      return (long) function.invokeExact(state, argument);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private long call(MethodHandle function, long first, long second) {
    try {
      return (long) function.invokeExact(state, first, second);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
