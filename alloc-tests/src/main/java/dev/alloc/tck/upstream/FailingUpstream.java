package dev.alloc.tck.upstream;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;

/** Refuses the requests it is told to, as an upstream does that has run out of memory. */
public final class FailingUpstream extends ForwardingAllocator {
  private long requests;
  private long first = Long.MAX_VALUE;
  private long last = Long.MAX_VALUE;

  public FailingUpstream(Allocator upstream) {
    super(upstream);
  }

  /** Lets requests {@code first} to {@code last} fail, counted from 1 from now on. */
  public synchronized void fail(long first, long last) {
    this.requests = 0;
    this.first = first;
    this.last = last;
  }

  /** Lets all requests through again. */
  public void recover() {
    fail(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    request(byteSize, byteAlignment);
    return super.allocate(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    request(byteSize, byteAlignment);
    return super.allocateZeroed(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    request(newByteSize, byteAlignment);
    return super.reallocate(block, newByteSize, byteAlignment);
  }

  private synchronized void request(long byteSize, long byteAlignment) {
    requests++;
    if (requests >= first && requests <= last) {
      throw Allocators.outOfMemory(this, byteSize, byteAlignment);
    }
  }
}
