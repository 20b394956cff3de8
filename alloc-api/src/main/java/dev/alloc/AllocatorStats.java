package dev.alloc;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * A snapshot of what an allocator knows of itself; a value it does not know is empty, never 0.
 *
 * <p>Immutable. Built from {@link #unknown} by adding what is known, so that values can be added in
 * later versions.
 */
public final class AllocatorStats {
  private static final AllocatorStats UNKNOWN = new AllocatorStats(0, new long[Field.values().length]);

  private final int known; // one bit a field
  private final long[] values;

  private enum Field {
    LIVE_BLOCKS,
    LIVE_BYTES,
    PEAK_BYTES,
    ALLOCATIONS,
    FREES,
    ALLOCATED_BYTES,
    REALLOCATIONS,
    FAILURES,
    RESERVED_BYTES;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

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
    return get(Field.LIVE_BLOCKS);
  }

  /**
   * Returns the bytes asked for by the blocks that are live.
   *
   * @return bytes, if known
   */
  public OptionalLong liveBytes() {
    return get(Field.LIVE_BYTES);
  }

  /**
   * Returns the largest number of live bytes since the start or the last {@link
   * Allocator#resetPeak}.
   *
   * @return bytes, if known
   */
  public OptionalLong peakBytes() {
    return get(Field.PEAK_BYTES);
  }

  /**
   * Returns how many blocks were allocated; a reallocation is not one.
   *
   * @return the number of allocations, if known
   */
  public OptionalLong allocations() {
    return get(Field.ALLOCATIONS);
  }

  /**
   * Returns how many blocks were freed; a reallocation is not one.
   *
   * @return the number of frees, if known
   */
  public OptionalLong frees() {
    return get(Field.FREES);
  }

  /**
   * Returns the bytes asked for by all allocations so far, and by reallocations the bytes they
   * added.
   *
   * @return bytes, if known
   */
  public OptionalLong allocatedBytes() {
    return get(Field.ALLOCATED_BYTES);
  }

  /**
   * Returns how many reallocations succeeded.
   *
   * @return the number of reallocations, if known
   */
  public OptionalLong reallocations() {
    return get(Field.REALLOCATIONS);
  }

  /**
   * Returns how many requests were answered with {@link OutOfMemoryError}.
   *
   * @return the number of failed requests, if known
   */
  public OptionalLong failures() {
    return get(Field.FAILURES);
  }

  /**
   * Returns the memory held for blocks, used or not.
   *
   * @return bytes, if known
   */
  public OptionalLong reservedBytes() {
    return get(Field.RESERVED_BYTES);
  }

  /**
   * Adds what is live.
   *
   * @param blocks the number of live blocks
   * @param bytes the bytes they asked for
   * @return a new snapshot
   */
  public AllocatorStats withLive(long blocks, long bytes) {
    return with(Field.LIVE_BLOCKS, blocks).with(Field.LIVE_BYTES, bytes);
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
    return with(Field.ALLOCATIONS, allocations)
        .with(Field.FREES, frees)
        .with(Field.ALLOCATED_BYTES, allocatedBytes);
  }

  /**
   * Adds the largest number of live bytes.
   *
   * @param bytes the peak in bytes
   * @return a new snapshot
   */
  public AllocatorStats withPeakBytes(long bytes) {
    return with(Field.PEAK_BYTES, bytes);
  }

  /**
   * Adds the number of successful reallocations.
   *
   * @param reallocations the number
   * @return a new snapshot
   */
  public AllocatorStats withReallocations(long reallocations) {
    return with(Field.REALLOCATIONS, reallocations);
  }

  /**
   * Adds the number of requests answered with {@link OutOfMemoryError}.
   *
   * @param failures the number
   * @return a new snapshot
   */
  public AllocatorStats withFailures(long failures) {
    return with(Field.FAILURES, failures);
  }

  /**
   * Adds the memory held.
   *
   * @param bytes the memory held, used or not
   * @return a new snapshot
   */
  public AllocatorStats withReservedBytes(long bytes) {
    return with(Field.RESERVED_BYTES, bytes);
  }

  /** Lists the known values, for example {@code live blocks 3, live bytes 120}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Field field : Field.values()) {
      get(field)
          .ifPresent(
              value ->
                  text.append(text.isEmpty() ? "" : ", ")
                      .append(field.label())
                      .append(' ')
                      .append(value));
    }
    return text.isEmpty() ? "nothing known" : text.toString();
  }

  private OptionalLong get(Field field) {
    int index = field.ordinal();
    return (known & 1 << index) == 0 ? OptionalLong.empty() : OptionalLong.of(values[index]);
  }

  private AllocatorStats with(Field field, long value) {
    long[] copy = values.clone();
    copy[field.ordinal()] = value;
    return new AllocatorStats(known | 1 << field.ordinal(), copy);
  }
}
