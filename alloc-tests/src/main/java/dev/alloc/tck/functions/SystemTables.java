package dev.alloc.tck.functions;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import dev.alloc.system.ExportedFunctions;
import dev.alloc.system.NativeFunctions;
import dev.alloc.tck.NativeTables;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.BiFunction;

/** The functions of alloc-system, which need not be there. */
public final class SystemTables implements NativeTables {

  private SystemTables() {}

  /** Returns these tables if alloc-system can be found. */
  public static Optional<NativeTables> find() {
    try {
      Class.forName("dev.alloc.system.NativeFunctions", false, SystemTables.class.getClassLoader());
      return Optional.of(new SystemTables());
    } catch (ClassNotFoundException notThere) {
      return Optional.empty();
    }
  }

  @Override
  public Exported export(Allocator allocator, Arena arena) {
    ExportedFunctions exported = NativeFunctions.export(allocator, arena);
    return new Exported() {
      @Override
      public Functions functions() {
        return SystemTables.functions(exported.functions());
      }

      @Override
      public boolean isRaw() {
        return exported.isRaw();
      }

      @Override
      public Optional<MemoryFaultException> firstFault() {
        return exported.firstFault();
      }

      @Override
      public void close() {
        exported.close();
      }
    };
  }

  @Override
  public Allocator imported(Functions functions) {
    return table(functions).toAllocator();
  }

  @Override
  public Allocator criticallyImported(Functions functions) {
    return table(functions).withCriticalCalls().toAllocator();
  }

  private static Functions functions(NativeFunctions table) {
    return new Functions(
        table.malloc(),
        table.free(),
        table.calloc().orElse(MemorySegment.NULL),
        table.realloc().orElse(MemorySegment.NULL),
        table.alignedAlloc().orElse(MemorySegment.NULL),
        table.usableSize().orElse(MemorySegment.NULL));
  }

  private static NativeFunctions table(Functions functions) {
    NativeFunctions two = NativeFunctions.of(functions.malloc(), functions.free());
    NativeFunctions three = with(two, functions.calloc(), NativeFunctions::withCalloc);
    NativeFunctions four = with(three, functions.realloc(), NativeFunctions::withRealloc);
    NativeFunctions five = with(four, functions.alignedAlloc(), NativeFunctions::withAlignedAlloc);
    return with(five, functions.usableSize(), NativeFunctions::withUsableSize);
  }

  private static NativeFunctions with(
      NativeFunctions table,
      MemorySegment function,
      BiFunction<NativeFunctions, MemorySegment, NativeFunctions> add) {
    return function.address() == 0 ? table : add.apply(table, function);
  }
}
