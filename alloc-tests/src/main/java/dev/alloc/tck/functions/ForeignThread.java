package dev.alloc.tck.functions;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** A thread of POSIX that Java knows nothing of until it calls. */
@SuppressWarnings("restricted")
record ForeignThread(MethodHandle create, MethodHandle join) {

  /** Returns what makes threads; empty where there is no pthread_create. */
  static Optional<ForeignThread> find() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor create = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    FunctionDescriptor join = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
    return linker
        .defaultLookup()
        .find("pthread_create")
        .flatMap(
            start ->
                linker
                    .defaultLookup()
                    .find("pthread_join")
                    .map(
                        end ->
                            new ForeignThread(
                                linker.downcallHandle(start, create),
                                linker.downcallHandle(end, join))));
  }

  /** Calls a function of one word on a new thread, and returns its result. */
  long run(MemorySegment function, long argument) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment thread = arena.allocate(ADDRESS);
      MemorySegment result = arena.allocate(ADDRESS);
      int failed =
          (int)
              create.invokeExact(
                  thread, MemorySegment.NULL, function, MemorySegment.ofAddress(argument));
      if (failed == 0) {
        failed = (int) join.invokeExact(thread.get(ADDRESS, 0), result);
      }
      if (failed != 0) {
        throw new IllegalStateException("a thread of POSIX cannot be run: " + failed);
      }
      return result.get(ADDRESS, 0).address();
    } catch (Throwable e) {
      throw new IllegalStateException("a thread of POSIX cannot be run", e);
    }
  }
}
