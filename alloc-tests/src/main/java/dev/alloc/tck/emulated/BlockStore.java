package dev.alloc.tck.emulated;

import dev.alloc.tck.emulated.Machine.Reuse;
import java.lang.foreign.MemorySegment;

/**
 * A free-list allocator in an emulated memory: good fit, neighbours joined at once, constant time.
 *
 * <p>Addresses are offsets into the memory, those of the first byte of what a block holds. Not
 * thread safe.
 */
final class BlockStore {
  static final long NONE = FreeLists.NONE;
  private static final byte RUBBISH = (byte) 0xA7;

  private final Machine machine;
  private final MemorySegment memory;
  private final Tags tags;
  private final FreeLists free;

  BlockStore(Machine machine, MemorySegment memory) {
    this.machine = machine;
    this.memory = memory;
    this.tags = new Tags(memory);
    this.free = new FreeLists(tags, machine.reuse());
  }

  /** The largest size that a machine can provide, when all its memory is free. */
  static long largestSize(Machine machine) {
    long room = machine.capacity() - Tags.GRANULE - Tags.HEADER - Tags.GRANULE;
    return Math.min(machine.largestSize(), room);
  }

  Tags tags() {
    return tags;
  }

  /** Returns the address of a new block, or {@link #NONE} if there is no room for it. */
  long allocate(long byteSize, long byteAlignment) {
    long shift = shift(byteAlignment);
    long size = sizeFor(shift + byteSize);
    boolean wide = byteAlignment > Tags.GRANULE;
    long block = find(wide ? size + byteAlignment + Tags.SMALLEST : size);
    if (block == NONE) {
      return NONE;
    }
    free.remove(block);
    tags.setUsed(block, tags.size(block));
    if (wide) {
      block = cutFront(block, byteAlignment);
    }
    cutBack(block, size);
    tags.setContents(block, shift, byteSize);
    return block + Tags.HEADER + shift;
  }

  /** Frees a block that {@link #sizeAt} knows. */
  void free(long address) {
    long block = blockOf(address);
    if (machine.reuse() == Reuse.NEVER) {
      tags.setDead(block);
    } else {
      release(block);
    }
  }

  /** Changes a block's size where it stands; false, with nothing changed, if that cannot be. */
  boolean resize(long address, long byteSize, long byteAlignment) {
    if ((address & (byteAlignment - 1)) != 0 || machine.reuse() == Reuse.NEVER) {
      return false;
    }
    long block = blockOf(address);
    long shift = tags.shift(block);
    long size = sizeFor(shift + byteSize);
    if (size > tags.size(block)) {
      long after = tags.after(block);
      if (tags.isUsed(after) || tags.size(block) + tags.size(after) < size) {
        return false;
      }
      free.remove(after);
      tags.setUsed(block, tags.size(block) + tags.size(after));
    }
    cutBack(block, size);
    tags.setContents(block, shift, byteSize);
    return true;
  }

  /** The size that the live block at an address was asked for with, or {@link #NONE}. */
  long sizeAt(long address) {
    long block = blockOf(address);
    if (block < 0 || block >= tags.top() || !tags.isUsed(block) || tags.requested(block) < 0) {
      return NONE;
    }
    return address == block + Tags.HEADER + tags.shift(block) ? tags.requested(block) : NONE;
  }

  private long find(long size) {
    long block = free.find(size);
    if (block == NONE && grow(size)) {
      block = free.find(size);
    }
    return block == NONE ? free.findInOwnList(size) : block;
  }

  /** Makes the free memory at the top at least this large, if the machine has so much. */
  private boolean grow(long size) {
    long top = tags.top();
    long missing = tags.isBeforeUsed(top) ? size : size - tags.footer(top);
    long left = machine.capacity() - Tags.GRANULE - top;
    if (missing > left) {
      return false;
    }
    long bytes = Math.min(left, (missing + machine.page() - 1) / machine.page() * machine.page());
    if (machine.dirty()) {
      memory.asSlice(top + Tags.GRANULE, bytes).fill(RUBBISH);
    }
    release(tags.grow(bytes));
    return true;
  }

  /** Gives the front of a used block away, so that what the rest holds is aligned. */
  private long cutFront(long block, long byteAlignment) {
    long address = (block + Tags.HEADER + byteAlignment - 1) & -byteAlignment;
    long front = address - Tags.HEADER - block;
    if (front == 0) {
      return block;
    }
    while (front < Tags.SMALLEST) {
      front += byteAlignment;
    }
    long rest = tags.cut(block, front);
    release(block);
    return rest;
  }

  /** Gives away what a used block has beyond this size, if that makes a block. */
  private void cutBack(long block, long size) {
    if (tags.size(block) - size >= Tags.SMALLEST) {
      release(tags.cut(block, size));
    }
  }

  /** Turns a used block into free memory, together with its free neighbours. */
  private void release(long used) {
    long block = used;
    long size = tags.size(used);
    long after = tags.after(used);
    if (!tags.isUsed(after)) {
      free.remove(after);
      size += tags.size(after);
    }
    if (!tags.isBeforeUsed(used)) {
      block = tags.before(used);
      free.remove(block);
      size += tags.size(block);
      tags.erase(used); // a second free of it must not find a header
    }
    tags.setFree(block, size);
    free.add(block);
  }

  private long shift(long byteAlignment) {
    long granted = Math.max(byteAlignment, machine.smallestAlignment());
    return granted < Tags.GRANULE ? granted : 0; // aligned to what was asked for and no better
  }

  private static long blockOf(long address) {
    return (address & -Tags.GRANULE) - Tags.HEADER;
  }

  private static long sizeFor(long bytes) {
    return Math.max(Tags.SMALLEST, (Tags.HEADER + bytes + Tags.GRANULE - 1) & -Tags.GRANULE);
  }
}
