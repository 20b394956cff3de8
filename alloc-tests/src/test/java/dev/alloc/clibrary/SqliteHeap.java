package dev.alloc.clibrary;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocator;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * An allocator as SQLite's table of methods. SQLite asks for the size of a block and frees it
 * without saying one, so the size is kept in front of it, as SQLite itself does over a malloc
 * without {@code malloc_usable_size}. A record, because the JIT takes its fields for constants.
 */
@SuppressWarnings("restricted") // a block is as long as its size says
record SqliteHeap(Allocator allocator) {
  private static final long HEADER = 16;

  long malloc(int byteSize) {
    try {
      return withSize(allocator.allocate(HEADER + byteSize, HEADER), byteSize);
    } catch (Throwable notForC) {
      return 0;
    }
  }

  long realloc(long block, int byteSize) {
    try {
      return withSize(allocator.reallocate(whole(block), HEADER + byteSize, HEADER), byteSize);
    } catch (Throwable notForC) {
      return 0;
    }
  }

  void free(long block) {
    allocator.free(whole(block));
  }

  int size(long block) {
    return header(block).get(JAVA_INT, 0);
  }

  int roundUp(int byteSize) {
    return (byteSize + 7) & -8;
  }

  @SuppressWarnings("UnusedVariable") // there is nothing to prepare
  int init(long context) {
    return 0;
  }

  @SuppressWarnings({"UnusedVariable", "EmptyMethod"}) // nor to give back
  void shutdown(long context) {}

  /** Returns the struct sqlite3_mem_methods. */
  MemorySegment methods(Arena arena) {
    MemorySegment methods = arena.allocate(ADDRESS, 8);
    FunctionDescriptor sized = FunctionDescriptor.of(JAVA_LONG, JAVA_INT);
    FunctionDescriptor resized = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT);
    FunctionDescriptor nothing = FunctionDescriptor.ofVoid(JAVA_LONG);
    FunctionDescriptor number = FunctionDescriptor.of(JAVA_INT, JAVA_LONG);
    methods.setAtIndex(ADDRESS, 0, function("malloc", sized, arena));
    methods.setAtIndex(ADDRESS, 1, function("free", nothing, arena));
    methods.setAtIndex(ADDRESS, 2, function("realloc", resized, arena));
    methods.setAtIndex(ADDRESS, 3, function("size", number, arena));
    methods.setAtIndex(
        ADDRESS, 4, function("roundUp", FunctionDescriptor.of(JAVA_INT, JAVA_INT), arena));
    methods.setAtIndex(ADDRESS, 5, function("init", number, arena));
    methods.setAtIndex(ADDRESS, 6, function("shutdown", nothing, arena));
    return methods;
  }

  private MemorySegment function(String method, FunctionDescriptor type, Arena arena) {
    return Library.function(MethodHandles.lookup(), this, method, type, arena);
  }

  private static long withSize(MemorySegment block, int byteSize) {
    block.set(JAVA_INT, 0, byteSize);
    return block.address() + HEADER;
  }

  private static MemorySegment whole(long block) {
    return header(block).reinterpret(HEADER + header(block).get(JAVA_INT, 0));
  }

  private static MemorySegment header(long block) {
    return MemorySegment.ofAddress(block - HEADER).reinterpret(HEADER);
  }
}
