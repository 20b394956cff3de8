package dev.alloc.counting;

/**
 * One counting allocator as JMX shows it; registered as {@code dev.alloc:type=Counting,name=NAME}
 * with the option {@code mbean}, until the allocator is closed.
 *
 * <p>Each attribute is read on its own, so while others allocate two of them need not agree. A
 * value that is not known is null. Callable from any thread; once the allocator is closed every
 * attribute but the name throws {@link IllegalStateException}.
 */
public interface CountingMXBean {

  /**
   * Returns the names of the allocators this one is composed of.
   *
   * @return for example {@code counting+system}
   */
  String getName();

  /**
   * Returns the number of blocks allocated and not yet freed.
   *
   * @return the number of live blocks
   */
  long getLiveBlocks();

  /**
   * Returns the bytes asked for by the blocks that are live.
   *
   * @return bytes
   */
  long getLiveBytes();

  /**
   * Returns the largest number of live bytes so far.
   *
   * @return bytes, or -1 without the option {@code peak}
   */
  long getPeakBytes();

  /**
   * Returns the limit on live bytes.
   *
   * @return bytes, or -1 without the option {@code limit}
   */
  long getLimitBytes();

  /**
   * Returns how many blocks were allocated.
   *
   * @return the number of allocations
   */
  long getAllocations();

  /**
   * Returns how many blocks were freed.
   *
   * @return the number of frees
   */
  long getFrees();

  /**
   * Returns the bytes asked for by all allocations so far, and by reallocations the bytes they
   * added.
   *
   * @return bytes
   */
  long getAllocatedBytes();

  /**
   * Returns how many reallocations succeeded.
   *
   * @return the number of reallocations
   */
  long getReallocations();

  /**
   * Returns how many requests were answered with {@link OutOfMemoryError}.
   *
   * @return the number of failed requests
   */
  long getFailures();

  /**
   * Returns the memory held by the allocators below, used or not.
   *
   * @return bytes, or -1 if they do not know
   */
  long getReservedBytes();
}
