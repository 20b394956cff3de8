package dev.alloc.tck.functions;

import dev.alloc.Allocator;
import dev.alloc.tck.upstream.ForwardingAllocator;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Throws while it is told to, notes what it is asked for, and passes on everything else. */
final class Refusing extends ForwardingAllocator {
  private @Nullable Throwable thrown;
  private long calls;

  Refusing(Allocator upstream) {
    super(upstream);
  }

  /** From now on, throws this; null ends that. */
  void throwing(@Nullable Throwable next) {
    thrown = next;
  }

  /** Returns how often a block was asked for, resized or freed. */
  long calls() {
    return calls;
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    called();
    return super.allocate(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    called();
    return super.allocateZeroed(byteSize, byteAlignment);
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    called();
    return super.reallocate(block, newByteSize, byteAlignment);
  }

  @Override
  public void free(MemorySegment block) {
    called();
    super.free(block);
  }

  private void called() {
    calls++;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
