package dev.alloc.tck.selftest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Native memory for one wrong allocator: whatever it does with what it gets, it hurts nobody else,
 * because a slab is never unmapped while it can be reached. Ranges are taken lowest address first
 * and never zeroed. Not thread safe.
 */
final class Slab {
  static final long BYTES = 2L << 20;
  static final long MAX_ALIGNMENT = 64L << 10;
  private static final long GRAIN = 16;
  private static final byte DIRT = (byte) 0xA5;
  private static final Deque<MemorySegment> SPARE = new ConcurrentLinkedDeque<>();

  private final MemorySegment memory;
  private final TreeMap<Long, Long> free = new TreeMap<>(); // start to length
  private final TreeMap<Long, Long> taken = new TreeMap<>();
  private long takenBytes;

  Slab() {
    MemorySegment spare = SPARE.poll();
    memory = spare != null ? spare : Arena.ofAuto().allocate(BYTES, MAX_ALIGNMENT).fill(DIRT);
    free.put(memory.address(), BYTES);
  }

  /** Returns the address of a free range, or -1 if there is none. */
  long take(long byteSize, long alignment) {
    return take(byteSize, alignment, 0);
  }

  /**
   * Returns the address of a free range that is {@code offset} beyond a multiple of the alignment.
   */
  long take(long byteSize, long alignment, long offset) {
    long length = rounded(byteSize);
    for (Map.Entry<Long, Long> range : free.entrySet()) {
      long start = range.getKey();
      long end = start + range.getValue();
      long address = Math.ceilDiv(start - offset, alignment) * alignment + offset;
      if (end - address >= length) {
        free.remove(start);
        putFree(start, address - start);
        putFree(address + length, end - address - length);
        taken.put(address, length);
        takenBytes += length;
        return address;
      }
    }
    return -1;
  }

  /** Gives back the end of a range, all but {@code byteSize} bytes. */
  void trim(long address, long byteSize) {
    long length = length(address);
    long kept = rounded(byteSize);
    if (kept < length) {
      taken.put(address, kept);
      taken.put(address + kept, length - kept);
      give(address + kept);
    }
  }

  static long rounded(long byteSize) {
    return Math.ceilDiv(Math.max(byteSize, 1), GRAIN) * GRAIN;
  }

  /** Takes a range back. */
  void give(long address) {
    Long length = taken.remove(address);
    if (length == null) {
      throw new IllegalStateException("not taken: 0x" + Long.toHexString(address));
    }
    takenBytes -= length;
    long start = address;
    long end = address + length;
    Map.Entry<Long, Long> before = free.lowerEntry(start);
    if (before != null && before.getKey() + before.getValue() == start) {
      start = before.getKey();
    }
    Long after = free.remove(end);
    if (after != null) {
      end += after;
    }
    free.put(start, end - start);
  }

  /** Returns {@code byteSize} bytes at an address, taken or not. */
  MemorySegment at(long address, long byteSize) {
    return memory.asSlice(address - memory.address(), byteSize);
  }

  /** Returns how many bytes the range at an address has. */
  long length(long address) {
    return Objects.requireNonNull(taken.get(address));
  }

  /** Returns the lowest address. */
  long first() {
    return memory.address();
  }

  long takenBytes() {
    return takenBytes;
  }

  /** Leaves the memory to the next slab, dirty as it is. */
  void retire() {
    SPARE.push(memory);
  }

  private void putFree(long start, long length) {
    if (length > 0) {
      free.put(start, length);
    }
  }
}
