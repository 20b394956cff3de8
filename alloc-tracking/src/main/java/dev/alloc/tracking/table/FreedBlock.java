package dev.alloc.tracking.table;

/**
 * A block that was freed not long ago.
 *
 * @param address its address
 * @param byteSize its size in bytes, or {@link #LARGE}
 * @param origin the number of where it was allocated
 * @param freedBy the number of where it was freed
 */
public record FreedBlock(long address, long byteSize, int origin, int freedBy) {
  /** The size of a block of 8 MiB or more. */
  public static final long LARGE = -1;

  /** Whether this was a block of that size, as far as it is known. */
  boolean mayHave(long otherByteSize) {
    return byteSize == otherByteSize || (byteSize == LARGE && otherByteSize >= Entry.FREED_LARGE);
  }
}
