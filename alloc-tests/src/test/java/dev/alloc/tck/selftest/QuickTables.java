package dev.alloc.tck.selftest;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import dev.alloc.tck.NativeTables;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.function.Function;

/**
 * Exports through {@link QuickHeap} and imports as the plugin does; wrong ones override one of the
 * two. For C with 64 bits.
 */
class QuickTables implements NativeTables {
  private static final FunctionDescriptor FREE = FunctionDescriptor.ofVoid(JAVA_LONG);
  private static final FunctionDescriptor ONE = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor TWO =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private final NativeTables plugin = NativeTables.ofTheSystemPlugin().orElseThrow();
  private final Function<Allocator, QuickHeap> heap;

  QuickTables() {
    this(QuickHeap::new);
  }

  QuickTables(Function<Allocator, QuickHeap> heap) {
    this.heap = heap;
  }

  @Override
  public Exported export(Allocator allocator, Arena arena) {
    QuickHeap called = heap.apply(allocator);
    Functions functions =
        new Functions(
            stub(called, "malloc", ONE, arena),
            stub(called, "free", FREE, arena),
            stub(called, "calloc", TWO, arena),
            stub(called, "realloc", TWO, arena),
            stub(called, "alignedAlloc", TWO, arena),
            stub(called, "usableSize", ONE, arena));
    return new Exported() {
      @Override
      public Functions functions() {
        return functions;
      }

      @Override
      public boolean isRaw() {
        return false;
      }

      @Override
      public Optional<MemoryFaultException> firstFault() {
        return called.fault();
      }

      @Override
      public void close() {
        called.close();
      }
    };
  }

  @Override
  public Allocator imported(Functions functions) {
    return plugin.imported(functions);
  }

  @Override
  public Allocator criticallyImported(Functions functions) {
    return plugin.criticallyImported(functions);
  }

  @SuppressWarnings("restricted") // for C
  private static MemorySegment stub(
      QuickHeap heap, String method, FunctionDescriptor type, Arena arena) {
    try {
      return Linker.nativeLinker()
          .upcallStub(MethodHandles.lookup().bind(heap, method, type.toMethodType()), type, arena);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method, e);
    }
  }
}
