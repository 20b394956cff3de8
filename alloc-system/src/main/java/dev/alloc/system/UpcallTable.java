package dev.alloc.system;

import static java.lang.invoke.MethodType.methodType;

import dev.alloc.system.export.CHeap;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/** Makes C function pointers that lead to a {@link CHeap}. */
final class UpcallTable {
  private final Linker linker = Linker.nativeLinker();
  private final CWord word = CWord.of(linker);
  private final CHeap heap;
  private final Arena stubs;
  private final Arena visible;

  /**
   * Creates a maker.
   *
   * @param stubs how long the functions can be called
   * @param visible how long their pointers can be used from Java
   */
  UpcallTable(CHeap heap, Arena stubs, Arena visible) {
    this.heap = heap;
    this.stubs = stubs;
    this.visible = visible;
  }

  NativeFunctions functions() {
    return NativeFunctions.of(
            pointer("malloc", methodType(long.class, long.class)),
            pointer("free", methodType(void.class, long.class)))
        .withCalloc(pointer("calloc", methodType(long.class, long.class, long.class)))
        .withRealloc(pointer("realloc", methodType(long.class, long.class, long.class)))
        .withAlignedAlloc(pointer("alignedAlloc", methodType(long.class, long.class, long.class)))
        .withUsableSize(pointer("usableSize", methodType(long.class, long.class)));
  }

  @SuppressWarnings("restricted")
  private MemorySegment pointer(String method, MethodType type) {
    MethodHandle target;
    try {
      target = MethodHandles.lookup().bind(heap, method, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no method " + method, e);
    }
    return linker
        .upcallStub(word.narrow(target), descriptor(type), stubs)
        .reinterpret(visible, null);
  }

  private FunctionDescriptor descriptor(MethodType type) {
    ValueLayout[] arguments = new ValueLayout[type.parameterCount()];
    Arrays.fill(arguments, word.layout());
    return type.returnType() == void.class
        ? FunctionDescriptor.ofVoid(arguments)
        : FunctionDescriptor.of(word.layout(), arguments);
  }
}
