package dev.alloc.debug.guard;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the blocks of the allocator below are: anywhere in native memory, or in one array on the
 * Java heap; and that memory, by address.
 */
public final class Home {
  private final boolean isNative;
  private volatile @Nullable MemorySegment found; // where the first block was
  private volatile boolean hasLimited; // whether some block is not accessible for ever

  /** All native memory; its own class, since touching it needs permission. */
  private static final class Native {
    @SuppressWarnings("restricted") // what is accessed are blocks and guards of the allocator below
    static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  }

  /**
   * Creates a home.
   *
   * @param isNative whether it is known to be native memory; else the first block tells
   */
  public Home(boolean isNative) {
    this.isNative = isNative;
    this.hasLimited = !isNative;
  }

  /**
   * Notes one block; all others are where this one is.
   *
   * @param block from the allocator below
   */
  public void sawBlock(MemorySegment block) {
    if (!isNative && found == null) {
      found = around(block);
    }
  }

  /**
   * Returns whether a block of the allocator below is as good as a slice of {@link #memory}.
   *
   * @param block the block
   * @return whether it is accessible for as long as that; if not, no other one is taken to be
   */
  public boolean isUnlimited(MemorySegment block) {
    boolean isUnlimited = block.scope().equals(memory().scope());
    if (!isUnlimited) {
      hasLimited = true;
    }
    return isUnlimited;
  }

  /**
   * Returns whether a block was seen that is not, or nothing is known.
   *
   * @return whether each block is to be taken as it comes
   */
  public boolean hasLimited() {
    return hasLimited;
  }

  /**
   * Returns the memory that all blocks are in, by address.
   *
   * @return always accessible
   */
  public MemorySegment memory() {
    return isNative ? Native.ALL : foundMemory();
  }

  private MemorySegment foundMemory() {
    MemorySegment memory = found;
    return memory == null ? MemorySegment.NULL : memory;
  }

  /**
   * Returns whether a segment can be a block.
   *
   * @param segment what was freed
   * @return whether it is in native memory, or in the one array; of a read-only one on the heap it
   *     is not known in which
   */
  public boolean mayHold(MemorySegment segment) {
    if (isNative) {
      return segment.isNative();
    }
    MemorySegment memory = found;
    return memory != null && (memory.isNative() ? segment.isNative() : isIn(segment, memory));
  }

  @SuppressWarnings("ReferenceEquality") // two arrays with the same contents are two arrays
  private static boolean isIn(MemorySegment segment, MemorySegment memory) {
    Optional<Object> array = segment.heapBase();
    return !segment.isNative()
        && (array.isEmpty() || array.get() == memory.heapBase().orElse(null));
  }

  private static MemorySegment around(MemorySegment block) {
    return block.isNative() ? Native.ALL : ofArray(block.heapBase().orElse(null));
  }

  private static MemorySegment ofArray(@Nullable Object array) {
    return switch (array) {
      case byte[] bytes -> MemorySegment.ofArray(bytes);
      case short[] shorts -> MemorySegment.ofArray(shorts);
      case char[] chars -> MemorySegment.ofArray(chars);
      case int[] ints -> MemorySegment.ofArray(ints);
      case long[] longs -> MemorySegment.ofArray(longs);
      case float[] floats -> MemorySegment.ofArray(floats);
      case double[] doubles -> MemorySegment.ofArray(doubles);
      case null, default ->
          throw new IllegalStateException(
              "the allocator below gives out read-only memory, which cannot be debugged");
    };
  }
}
