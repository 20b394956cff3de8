package dev.alloc.arena.chunk;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The chunks nobody uses, by size; guarded by the pool's lock. */
final class FreeChunks {
  private static final int WASTE_FACTOR = 4; // a chunk is not spent on a quarter of its size

  private final NavigableMap<Long, ArrayDeque<Chunk>> bySize = new TreeMap<>();
  private long bytes;

  /** What a search for one block found: a chunk for it, or one that others should share. */
  record Found(@Nullable Chunk chunk, boolean shareable) {
    static final Found NOTHING = new Found(null, false);
    static final Found SHAREABLE = new Found(null, true);
  }

  /** Bytes of all that is here. */
  long bytes() {
    return bytes;
  }

  void add(Chunk chunk) {
    bySize.computeIfAbsent(chunk.byteSize, size -> new ArrayDeque<>()).push(chunk);
    bytes += chunk.byteSize;
  }

  /** Takes one of the smallest out; there is one. */
  Chunk removeSmallest() {
    return remove(bySize.firstEntry());
  }

  /** Takes a chunk of {@code preferred} bytes out, or a larger, or a smaller one that will do. */
  @Nullable Chunk take(long least, long preferred, long byteAlignment) {
    for (var entry = bySize.ceilingEntry(preferred);
        entry != null;
        entry = bySize.higherEntry(entry.getKey())) {
      Chunk chunk = removeAligned(entry, byteAlignment);
      if (chunk != null) {
        return chunk;
      }
    }
    for (var entry = bySize.lowerEntry(preferred);
        entry != null && entry.getKey() >= least;
        entry = bySize.lowerEntry(entry.getKey())) {
      Chunk chunk = removeAligned(entry, byteAlignment);
      if (chunk != null) {
        return chunk;
      }
    }
    return null;
  }

  /** Takes a chunk out for one block, unless only much larger ones would do. */
  Found takeExactly(long byteSize, long byteAlignment) {
    for (var entry = bySize.ceilingEntry(byteSize);
        entry != null;
        entry = bySize.higherEntry(entry.getKey())) {
      boolean fits = entry.getKey() / WASTE_FACTOR <= byteSize;
      Chunk chunk = fits ? removeAligned(entry, byteAlignment) : null;
      if (chunk != null) {
        return new Found(chunk, false);
      }
      if (!fits && isAligned(entry.getValue().peek(), byteAlignment)) {
        return Found.SHAREABLE;
      }
    }
    return Found.NOTHING;
  }

  private @Nullable Chunk removeAligned(
      Map.Entry<Long, ArrayDeque<Chunk>> entry, long byteAlignment) {
    return isAligned(entry.getValue().peek(), byteAlignment) ? remove(entry) : null;
  }

  private static boolean isAligned(@Nullable Chunk chunk, long byteAlignment) {
    return chunk != null && chunk.base % byteAlignment == 0;
  }

  private Chunk remove(Map.Entry<Long, ArrayDeque<Chunk>> entry) {
    Chunk chunk = entry.getValue().pop();
    if (entry.getValue().isEmpty()) {
      bySize.remove(entry.getKey());
    }
    bytes -= chunk.byteSize;
    return chunk;
  }
}
