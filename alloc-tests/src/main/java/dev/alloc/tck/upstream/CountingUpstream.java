package dev.alloc.tck.upstream;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the layer above takes and gives back, cheaply enough for volumes and threads.
 *
 * <p>Exact when no call is under way.
 */
public final class CountingUpstream extends ForwardingAllocator {
  private final LongAdder taken = new LongAdder();
  private final LongAdder given = new LongAdder();
  private final LongAdder liveBytes = new LongAdder();
  private final LongAdder reallocations = new LongAdder();

  /**
   * Creates a layer that counts.
   *
   * @param upstream the allocator below, closed with this one
   */
  public CountingUpstream(Allocator upstream) {
    super(upstream);
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    MemorySegment block = super.allocate(byteSize, byteAlignment);
    took(byteSize);
    return block;
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    MemorySegment block = super.allocateZeroed(byteSize, byteAlignment);
    took(byteSize);
    return block;
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    MemorySegment moved = super.reallocate(block, newByteSize, byteAlignment);
    liveBytes.add(newByteSize - block.byteSize());
    reallocations.increment();
    return moved;
  }

  @Override
  public void free(MemorySegment block) {
    super.free(block);
    given.increment();
    liveBytes.add(-block.byteSize());
  }

  private void took(long byteSize) {
    taken.increment();
    liveBytes.add(byteSize);
  }

  /**
   * Returns how many blocks were taken, reallocations not counted.
   *
   * @return the number of successful allocations
   */
  public long allocations() {
    return taken.sum();
  }

  /**
   * Returns how many blocks were given back.
   *
   * @return the number of successful frees
   */
  public long frees() {
    return given.sum();
  }

  /**
   * Returns how many blocks were reallocated.
   *
   * @return the number of successful reallocations
   */
  public long reallocations() {
    return reallocations.sum();
  }

  /**
   * Returns how many blocks are with the layer above.
   *
   * @return the number of live blocks
   */
  public long liveBlocks() {
    return -given.sum() + taken.sum(); // frees first, so that it is never negative
  }

  /**
   * Returns how many bytes are with the layer above.
   *
   * @return bytes
   */
  public long liveBytes() {
    return liveBytes.sum();
  }
}
