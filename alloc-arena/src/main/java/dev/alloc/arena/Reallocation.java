package dev.alloc.arena;

import java.lang.foreign.MemorySegment;

/** Resizes a block where it is, or moves it; either way it is one reallocation. */
final class Reallocation {

  private Reallocation() {}

  static MemorySegment of(
      ArenaAllocator arena,
      ArenaCore core,
      MemorySegment block,
      long newByteSize,
      long byteAlignment) {
    core.ensureOpen();
    Thread thread = Thread.currentThread();
    long byteSize = block.byteSize();
    core.checkRequest(arena, newByteSize, byteAlignment);
    MemorySegment resized =
        (block.address() & (byteAlignment - 1)) == 0
            ? core.resize(thread, block, newByteSize)
            : null;
    if (resized == null) {
      resized = core.place(arena, thread, newByteSize, byteAlignment);
      MemorySegment.copy(block, 0, resized, 0, Math.min(byteSize, newByteSize));
      core.drop(thread, block.address(), byteSize);
    }
    core.tallyOf(thread).reallocatedShared(newByteSize - byteSize);
    return resized;
  }
}
