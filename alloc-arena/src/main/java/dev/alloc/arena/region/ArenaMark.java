package dev.alloc.arena.region;

import dev.alloc.Mark;
import dev.alloc.arena.chunk.Chunk;
import dev.alloc.arena.lifetime.Lifetimes;
import dev.alloc.arena.tally.Live;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A state of one thread's region, and what was freed since of what is older. */
final class ArenaMark implements Mark {
  private final Marks marks;
  final ThreadRegion region;
  final Thread thread;
  final int epoch;
  final @Nullable ArenaMark below;
  final @Nullable Chunk chunk;
  final MemorySegment viewBefore;
  final long position;
  final long floorBefore;
  final long chunkBytesBefore;
  final long serial;
  final Live before;
  @Nullable Arena lifetime; // of the blocks made since, in safe mode
  private long oldBlocks; // freed since, or moved to be among the new ones
  private long oldBytes;
  private boolean closed;

  ArenaMark(Marks marks, ThreadRegion region, Thread thread, long serial, boolean safe) {
    this.marks = marks;
    this.region = region;
    this.thread = thread;
    this.epoch = region.epoch;
    this.below = region.topMark;
    this.chunk = region.chunk;
    this.viewBefore = region.memory();
    this.position = region.position();
    this.floorBefore = region.floor();
    this.chunkBytesBefore = region.chunkBytes;
    this.serial = serial;
    this.before = region.tally.live();
    this.lifetime = safe ? Lifetimes.shared() : null;
  }

  /** Notes that a block was freed; it matters if that is older than this mark. */
  void freed(long address, long byteSize, @Nullable Oversize oversize) {
    if (oversize == null ? isOlder(address) : oversize.serial <= serial) {
      oldBlocks++;
      oldBytes += byteSize;
    }
    if (below != null) {
      below.freed(address, byteSize, oversize);
    }
  }

  /** What is live of the blocks made since, by the region's counters. */
  Live made() {
    Live now = region.tally.live();
    return new Live(
        now.blocks() - before.blocks() + oldBlocks, now.bytes() - before.bytes() + oldBytes);
  }

  /** In safe mode, makes the blocks made since inaccessible. */
  void endLifetime() {
    if (lifetime != null) {
      lifetime.close();
      lifetime = null;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      marks.rewind(this);
      closed = true;
    }
  }

  private boolean isOlder(long address) {
    for (Chunk newer = region.chunk; newer != null; newer = newer.previous()) {
      boolean inside = newer.contains(address);
      if (newer == chunk) {
        return !inside || address < position;
      }
      if (inside) {
        return false;
      }
    }
    return true;
  }
}
