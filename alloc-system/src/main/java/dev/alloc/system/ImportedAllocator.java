package dev.alloc.system;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Any malloc and free; what else a table lacks is made of these two.
 *
 * @param table where the functions are from, for messages
 * @param overAligned used where aligned_alloc is missing or refuses an alignment
 */
record ImportedAllocator(
    String name,
    NativeFunctions table,
    CFunctions functions,
    OverAlignedBlocks overAligned,
    AtomicBoolean closed)
    implements MallocAllocator {

  static ImportedAllocator open(String name, NativeFunctions table) {
    NativeAccess.probe();
    return new ImportedAllocator(
        name, table, CFunctions.link(table), new OverAlignedBlocks(), new AtomicBoolean());
  }

  @Override
  public long malloc(long byteSize, long byteAlignment) {
    long room = Math.max(byteSize, byteAlignment);
    return aligned(
        call(functions.malloc(), room <= CRITICAL_MAX, room), room, byteAlignment, "malloc");
  }

  @Override
  public long calloc(long byteSize, long byteAlignment) {
    long room = Math.max(byteSize, byteAlignment);
    CFunctions.Linked calloc = functions.calloc();
    if (calloc != null) {
      return aligned(call(calloc, room <= CRITICAL_MAX, 1, room), room, byteAlignment, "calloc");
    }
    long address = malloc(byteSize, byteAlignment);
    if (address != 0) {
      bytes(address, room).fill((byte) 0);
    }
    return address;
  }

  @Override
  public long realloc(long address, long byteSize, long newByteSize, long byteAlignment) {
    CFunctions.Linked realloc = functions.realloc();
    if (realloc != null) {
      long room = Math.max(newByteSize, byteAlignment);
      boolean small = Math.max(byteSize, room) <= CRITICAL_MAX;
      return aligned(call(realloc, small, address, room), room, byteAlignment, "realloc");
    }
    long moved = malloc(newByteSize, byteAlignment);
    if (moved != 0) {
      long kept = Math.min(byteSize, newByteSize);
      MemorySegment.copy(bytes(address, kept), 0, bytes(moved, kept), 0, kept);
      free(address, byteSize);
    }
    return moved;
  }

  @Override
  public long alignedAlloc(long byteAlignment, long byteSize) {
    CFunctions.Linked alignedAlloc = functions.alignedAlloc();
    if (alignedAlloc != null) {
      long room = MallocAllocator.alignedSize(byteSize, byteAlignment);
      boolean small = room <= CRITICAL_MAX / 2; // malloc may take up to twice as much to cut from
      long address = call(alignedAlloc, small, byteAlignment, room);
      if (address != 0 && (address & (byteAlignment - 1)) == 0) {
        return address;
      }
      if (address != 0) { // mimalloc 2.0.9 gives 256 bytes at 256 a multiple of 128
        free(address, room);
      } // and several refuse large alignments for which there is memory
    }
    return overAligned.allocate(this, byteAlignment, byteSize);
  }

  @Override
  public void free(long address, long byteSize) {
    CFunctions.Linked free = functions.free();
    try {
      if (byteSize <= CRITICAL_MAX) {
        free.critical().invokeExact(address);
      } else {
        free.plain().invokeExact(address);
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public long mallocAlignment() {
    return table.mallocAlignment();
  }

  @Override
  public long maxByteSize() {
    return functions.word().maxByteSize(MAX_ALIGNMENT);
  }

  // Two allocators of one table are still two allocators.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return name;
  }

  /** A function that aligns less than it is said to is no use: the block is given back. */
  private long aligned(long address, long byteSize, long byteAlignment, String function) {
    if ((address & (byteAlignment - 1)) != 0) {
      free(address, byteSize);
      throw new IllegalStateException(
          "%s: %s of %s returned 0x%x for %d bytes, which is not aligned to %d; if it never is, say so with withMallocAlignment"
              .formatted(name, function, table, address, byteSize, byteAlignment));
    }
    return address;
  }

  private static long call(CFunctions.Linked function, boolean small, long argument) {
    MethodHandle handle = small ? function.critical() : function.plain();
    try {
      return (long) handle.invokeExact(argument);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static long call(CFunctions.Linked function, boolean small, long first, long second) {
    MethodHandle handle = small ? function.critical() : function.plain();
    try {
      return (long) handle.invokeExact(first, second);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** C throws nothing; a pointer whose arena is closed, or an error of the JVM, may arrive here. */
  private static RuntimeException unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(thrown);
  }

  @SuppressWarnings("restricted") // the extent is that of a block of these functions
  private static MemorySegment bytes(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }
}
