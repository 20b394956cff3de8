package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a pool has of its upstream: chunks, large blocks, and spare ones. Guarded by its lock. */
final class Segments {
  static final long CHUNK = 8L << 10;
  static final long SHARE = CHUNK / 4; // from here on a block has a segment of its own

  final Allocator upstream;
  final List<Taken> taken = new ArrayList<>();
  final List<MemorySegment> spare = new ArrayList<>();

  /** For a wrong pool: a segment that was given back and is used all the same. */
  MemorySegment given = MemorySegment.NULL;

  /** A segment in use; those taken after a mark have a higher serial. */
  record Taken(MemorySegment memory, long serial, boolean isOwn) {}

  Segments(Allocator upstream) {
    this.upstream = upstream;
  }

  /** Returns a segment for blocks to come. */
  MemorySegment takeChunk(long byteAlignment, long serial) {
    return take(CHUNK, byteAlignment, serial, false);
  }

  /** Returns a segment for one block. */
  MemorySegment takeOwn(long byteSize, long byteAlignment, long serial) {
    return take(byteSize, byteAlignment, serial, true);
  }

  private MemorySegment take(long byteSize, long byteAlignment, long serial, boolean isOwn) {
    MemorySegment memory =
        spare.stream()
            .filter(free -> free.byteSize() >= byteSize && free.byteSize() / 4 <= byteSize)
            .filter(free -> free.address() % byteAlignment == 0)
            .min(Comparator.comparingLong(MemorySegment::byteSize))
            .orElseGet(() -> allocate(Math.max(byteSize, 1), byteAlignment));
    spare.remove(memory);
    taken.add(new Taken(memory, serial, isOwn));
    return memory;
  }

  private MemorySegment allocate(long byteSize, long byteAlignment) {
    try {
      return upstream.allocate(byteSize, Math.max(byteAlignment, 16));
    } catch (OutOfMemoryError refused) {
      if (spare.isEmpty()) {
        throw refused;
      }
      trim(0); // which may be what it lacks
      return upstream.allocate(byteSize, Math.max(byteAlignment, 16));
    }
  }

  /** Returns bytes of a segment in use. */
  MemorySegment at(long address, long byteSize) {
    for (Taken segment : taken) {
      if (isInside(address, segment.memory)) {
        return segment.memory.asSlice(address - segment.memory.address(), byteSize);
      }
    }
    if (isInside(address, given)) {
      return given.asSlice(address - given.address(), byteSize);
    }
    throw new IllegalStateException("not taken: 0x" + Long.toHexString(address));
  }

  private static boolean isInside(long address, MemorySegment memory) {
    return address >= memory.address() && address < memory.address() + memory.byteSize();
  }

  /** Tells whether a block has a segment of its own that is large enough. */
  boolean isOwn(long address, long byteSize) {
    return taken.stream()
        .anyMatch(
            segment ->
                segment.isOwn
                    && segment.memory.address() == address
                    && segment.memory.byteSize() >= byteSize);
  }

  /** Takes the segment of a large block back, if this is one. */
  void giveOwn(long address) {
    if (isOwn(address, 0)) {
      give(taken.stream().filter(own -> own.memory.address() == address).toList());
    }
  }

  void giveNewerThan(long serial) {
    give(taken.stream().filter(segment -> segment.serial > serial).toList());
  }

  void giveAll() {
    give(List.copyOf(taken));
  }

  void give(List<Taken> segments) {
    taken.removeAll(segments);
    segments.forEach(segment -> spare.add(segment.memory));
  }

  /** Gives spare segments back until at most so many bytes are left. */
  void trim(long retainBytes) {
    while (!spare.isEmpty()
        && spare.stream().mapToLong(MemorySegment::byteSize).sum() > retainBytes) {
      upstream.free(spare.removeLast());
    }
  }

  long bytes() {
    return taken.stream().mapToLong(segment -> segment.memory.byteSize()).sum()
        + spare.stream().mapToLong(MemorySegment::byteSize).sum();
  }
}
