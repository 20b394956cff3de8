package dev.alloc.lua;

import dev.alloc.Allocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;

/**
 * An allocator as the function that Lua wants, for any number of interpreters one after the other.
 *
 * <p>Keep it as long as the allocator: what the JIT has compiled for a function is compiled anew
 * for the next one, which takes longer than many a program runs. For the thread that made it.
 */
public final class LuaMemory implements AutoCloseable {
  private final LuaHeap heap;

  @SuppressWarnings("MustBeClosedChecker") // close() does
  private final Arena arena = Arena.ofConfined();

  private final MemorySegment function;

  LuaMemory(LuaHeap heap, Function<Arena, MemorySegment> function) {
    this.heap = heap;
    this.function = function.apply(arena);
  }

  /**
   * Makes the function.
   *
   * @param allocator serves every byte; with native memory; not closed with this
   * @return the function, to be closed after the interpreters and before the allocator
   */
  public static LuaMemory of(Allocator allocator) {
    LuaHeap heap = new LuaHeap(allocator);
    return new LuaMemory(
        heap, arena -> CReallocation.of(allocator).orElseGet(() -> heap.function(arena)));
  }

  MemorySegment function() {
    return function;
  }

  /**
   * Returns the first exception of the allocator, which Lua took for a lack of memory.
   *
   * @return the exception, or empty
   */
  public Optional<Throwable> firstFailure() {
    return heap.firstFailure();
  }

  /** Ends the life of the function, which no interpreter may use any more. */
  @Override
  public void close() {
    arena.close();
  }
}
