package dev.alloc.lua;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocators;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The least that a function of Java can do for Lua: call C's realloc and free. What it takes is the
 * price of the way from C into Java and back, whatever is done there.
 */
@SuppressWarnings("restricted") // for C
public final class LeastFunction {
  private static final FunctionDescriptor TYPE =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle REALLOC =
      ofC("realloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FREE = ofC("free", FunctionDescriptor.ofVoid(JAVA_LONG));

  private LeastFunction() {}

  /**
   * Makes the function.
   *
   * @return to be closed after the interpreters
   */
  public static LuaMemory memory() {
    return new LuaMemory(new LuaHeap(Allocators.create("system")), LeastFunction::in);
  }

  private static MemorySegment in(Arena arena) {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup()
                  .findStatic(LeastFunction.class, "reallocate", TYPE.toMethodType()),
              TYPE,
              arena);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("LeastFunction.reallocate", e);
    }
  }

  @SuppressWarnings({"unused", "UnusedVariable"}) // C calls it with all four
  private static long reallocate(long userData, long block, long oldSize, long newSize) {
    try {
      if (newSize == 0) {
        FREE.invokeExact(block);
        return 0;
      }
      return (long) REALLOC.invokeExact(block, newSize);
    } catch (Throwable e) {
      throw new AssertionError(e); // C throws nothing
    }
  }

  private static MethodHandle ofC(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), type, Linker.Option.critical(false));
  }
}
