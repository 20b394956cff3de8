package dev.alloc.lua;

import dev.alloc.Allocator;
import dev.alloc.system.ExportedFunctions;
import dev.alloc.system.NativeFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** The function that Lua comes with, on realloc and free of C, for an allocator that is these. */
final class CReallocation {
  private static final String NAME = "system"; // any other is more than the functions of C

  private CReallocation() {}

  /** Returns Lua's own function if it does what the allocator does. */
  static Optional<MemorySegment> of(Allocator allocator) {
    return allocator.name().equals(NAME) && isCLibrary(allocator)
        ? Optional.of(LuaLibrary.load().functionOnC())
        : Optional.empty();
  }

  /** It may also be a library that was named, or guard pages. */
  private static boolean isCLibrary(Allocator allocator) {
    try (Arena arena = Arena.ofConfined();
        ExportedFunctions exported = NativeFunctions.export(allocator, arena)) {
      return exported.functions().malloc().equals(NativeFunctions.ofCLibrary().malloc());
    }
  }
}
