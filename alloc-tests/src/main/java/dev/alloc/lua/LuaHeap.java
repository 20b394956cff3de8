package dev.alloc.lua;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocator;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An allocator as Lua calls it, a record so that the JIT takes its fields for constants.
 *
 * @param first the first exception that was kept from Lua
 */
record LuaHeap(Allocator allocator, AtomicReference<@Nullable Throwable> first) {
  private static final FunctionDescriptor TYPE =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final long ALIGNMENT = 16;

  LuaHeap(Allocator allocator) {
    this(allocator, new AtomicReference<>());
  }

  /** {@code void *lua_Alloc(void *userData, void *block, size_t oldSize, size_t newSize)}. */
  @SuppressWarnings("UnusedVariable") // user data is for C, which has no objects
  long alloc(long userData, long block, long oldSize, long newSize) {
    try {
      if (newSize == 0) {
        if (block != 0) {
          allocator.free(segment(block, oldSize));
        }
        return 0;
      }
      return block == 0 // then the old size is the type of the object
          ? allocator.allocate(newSize, ALIGNMENT).address()
          : allocator.reallocate(segment(block, oldSize), newSize, ALIGNMENT).address();
    } catch (Throwable failure) { // which must not pass into C
      first.compareAndSet(null, failure);
      return 0;
    }
  }

  @SuppressWarnings("restricted")
  MemorySegment function(Arena arena) {
    try {
      MethodHandle target = MethodHandles.lookup().bind(this, "alloc", TYPE.toMethodType());
      return Linker.nativeLinker().upcallStub(target, TYPE, arena);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("LuaHeap.alloc", e);
    }
  }

  Optional<Throwable> firstFailure() {
    return Optional.ofNullable(first.get());
  }

  @SuppressWarnings("restricted") // Lua says how large its block is
  private static MemorySegment segment(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }
}
