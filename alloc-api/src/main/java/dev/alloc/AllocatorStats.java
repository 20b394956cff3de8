package dev.alloc;

import java.util.OptionalLong;

/**
 * A snapshot of what an allocator knows of itself; a value it does not know is empty, never 0.
 *
 * <p>Immutable. Built from {@link #unknown} by adding what is known, so that values can be added in
 * later versions.
 */
public final class AllocatorStats {
  private static final String[] LABELS = {
    "live blocks",
    "live bytes",
    "peak bytes",
    "allocations",
    "frees",
    "allocated bytes",
    "reallocations",
    "failures",
    "reserved bytes",
    "padding bytes",
    "chunk end bytes",
    "dead bytes",
    "returned bytes"
  };
  private static final int LIVE_BLOCKS = 0;
  private static final int LIVE_BYTES = 1;
  private static final int PEAK_BYTES = 2;
  private static final int ALLOCATIONS = 3;
  private static final int FREES = 4;
  private static final int ALLOCATED_BYTES = 5;
  private static final int REALLOCATIONS = 6;
  private static final int FAILURES = 7;
  private static final int RESERVED_BYTES = 8;
  private static final int PADDING_BYTES = 9;
  private static final int CHUNK_END_BYTES = 10;
  private static final int DEAD_BYTES = 11;
  private static final int RETURNED_BYTES = 12;
  private static final int MEMORY =
      (1 << RESERVED_BYTES)
          | (1 << PADDING_BYTES)
          | (1 << CHUNK_END_BYTES)
          | (1 << DEAD_BYTES)
          | (1 << RETURNED_BYTES);
  private static final AllocatorStats UNKNOWN = new AllocatorStats(0, new long[LABELS.length]);

  private final int known; // one bit a value
  private final long[] values;

  private AllocatorStats(int known, long[] values) {
    this.known = known;
    this.values = values;
  }

  /**
   * Returns statistics of which nothing is known.
   *
   * @return the start of every snapshot
   */
  public static AllocatorStats unknown() {
    return UNKNOWN;
  }

  /**
   * Returns the number of blocks allocated and not yet freed.
   *
   * @return the number of live blocks, if known
   */
  public OptionalLong liveBlocks() {
    return get(LIVE_BLOCKS);
  }

  /**
   * Returns the bytes asked for by the blocks that are live.
   *
   * @return bytes, if known
   */
  public OptionalLong liveBytes() {
    return get(LIVE_BYTES);
  }

  /**
   * Returns the largest number of live bytes since the start or the last {@link
   * Allocator#resetPeak}.
   *
   * @return bytes, if known
   */
  public OptionalLong peakBytes() {
    return get(PEAK_BYTES);
  }

  /**
   * Returns how many blocks were allocated; a reallocation is not one.
   *
   * @return the number of allocations, if known
   */
  public OptionalLong allocations() {
    return get(ALLOCATIONS);
  }

  /**
   * Returns how many blocks were freed; a reallocation is not one.
   *
   * @return the number of frees, if known
   */
  public OptionalLong frees() {
    return get(FREES);
  }

  /**
   * Returns the bytes asked for by all allocations so far, and by reallocations the bytes they
   * added.
   *
   * @return bytes, if known
   */
  public OptionalLong allocatedBytes() {
    return get(ALLOCATED_BYTES);
  }

  /**
   * Returns how many reallocations succeeded.
   *
   * @return the number of reallocations, if known
   */
  public OptionalLong reallocations() {
    return get(REALLOCATIONS);
  }

  /**
   * Returns how many requests were answered with {@link OutOfMemoryError}.
   *
   * @return the number of failed requests, if known
   */
  public OptionalLong failures() {
    return get(FAILURES);
  }

  /**
   * Returns the memory held for blocks, used or not.
   *
   * @return bytes, if known
   */
  public OptionalLong reservedBytes() {
    return get(RESERVED_BYTES);
  }

  /**
   * Returns the reserved bytes lost between blocks because of their alignment.
   *
   * @return bytes, if known
   */
  public OptionalLong paddingBytes() {
    return get(PADDING_BYTES);
  }

  /**
   * Returns the reserved bytes lost at the ends of chunks that the next block did not fit.
   *
   * @return bytes, if known
   */
  public OptionalLong chunkEndBytes() {
    return get(CHUNK_END_BYTES);
  }

  /**
   * Returns the reserved bytes of blocks that were freed and can only be used again after a reset.
   *
   * @return bytes, if known
   */
  public OptionalLong deadBytes() {
    return get(DEAD_BYTES);
  }

  /**
   * Returns how much memory has so far gone back to where it was from. While this stays the same,
   * all memory that was held is held still; and who reports it leaves what is free as it is.
   *
   * @return bytes, if known
   */
  public OptionalLong returnedBytes() {
    return get(RETURNED_BYTES);
  }

  /**
   * Adds what is live.
   *
   * @param blocks the number of live blocks
   * @param bytes the bytes they asked for
   * @return a new snapshot
   */
  public AllocatorStats withLive(long blocks, long bytes) {
    return with(LIVE_BLOCKS, blocks, bytes);
  }

  /**
   * Adds what was done so far.
   *
   * @param allocations the number of allocations
   * @param frees the number of frees
   * @param allocatedBytes the bytes asked for by all allocations
   * @return a new snapshot
   */
  public AllocatorStats withTotals(long allocations, long frees, long allocatedBytes) {
    return with(ALLOCATIONS, allocations, frees, allocatedBytes);
  }

  /**
   * Adds the largest number of live bytes.
   *
   * @param bytes the peak in bytes
   * @return a new snapshot
   */
  public AllocatorStats withPeakBytes(long bytes) {
    return with(PEAK_BYTES, bytes);
  }

  /**
   * Adds the number of successful reallocations.
   *
   * @param reallocations the number
   * @return a new snapshot
   */
  public AllocatorStats withReallocations(long reallocations) {
    return with(REALLOCATIONS, reallocations);
  }

  /**
   * Adds the number of requests answered with {@link OutOfMemoryError}.
   *
   * @param failures the number
   * @return a new snapshot
   */
  public AllocatorStats withFailures(long failures) {
    return with(FAILURES, failures);
  }

  /**
   * Adds the memory held.
   *
   * @param bytes the memory held, used or not
   * @return a new snapshot
   */
  public AllocatorStats withReservedBytes(long bytes) {
    return with(RESERVED_BYTES, bytes);
  }

  /**
   * Adds the memory that is reserved and can be used only after a reset.
   *
   * @param paddingBytes bytes lost between blocks
   * @param chunkEndBytes bytes lost at the ends of chunks
   * @param deadBytes bytes of freed blocks
   * @return a new snapshot
   */
  public AllocatorStats withLost(long paddingBytes, long chunkEndBytes, long deadBytes) {
    return with(PADDING_BYTES, paddingBytes, chunkEndBytes, deadBytes);
  }

  /**
   * Adds the memory that has gone back.
   *
   * @param bytes bytes, since the start
   * @return a new snapshot
   */
  public AllocatorStats withReturnedBytes(long bytes) {
    return with(RETURNED_BYTES, bytes);
  }

  /**
   * Adds what the allocator below knows of its memory: what it holds, has lost and has returned.
   *
   * @param below the statistics of the allocator below
   * @return a new snapshot; what is unknown there stays as it is here
   */
  public AllocatorStats withMemoryOf(AllocatorStats below) {
    AllocatorStats all = this;
    for (int value = 0; value < LABELS.length; value++) {
      if ((MEMORY & (1 << value)) != 0 && below.isKnown(value)) {
        all = all.with(value, below.values[value]);
      }
    }
    return all;
  }

  /** Lists the known values, for example {@code live blocks 3, live bytes 120}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int value = 0; value < LABELS.length; value++) {
      if (isKnown(value)) {
        text.append(text.isEmpty() ? "" : ", ")
            .append(LABELS[value])
            .append(' ')
            .append(values[value]);
      }
    }
    return text.isEmpty() ? "nothing known" : text.toString();
  }

  private OptionalLong get(int value) {
    return isKnown(value) ? OptionalLong.of(values[value]) : OptionalLong.empty();
  }

  private boolean isKnown(int value) {
    return (known & 1 << value) != 0;
  }

  /** Sets values that follow one another, all in one copy: whoever asks often pays for each. */
  private AllocatorStats with(int first, long... amounts) {
    long[] copy = values.clone();
    System.arraycopy(amounts, 0, copy, first, amounts.length);
    return new AllocatorStats(known | ((1 << amounts.length) - 1) << first, copy);
  }
}
