package vendor.unsound;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Passes on what it is asked for, with three exceptions. */
record UnsoundAllocator(Allocator upstream) implements Allocator {

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    if (byteSize == 0) {
      System.err.println("about to crash");
      MemorySegment.ofAddress(64).reinterpret(1).get(ValueLayout.JAVA_BYTE, 0);
    }
    if (byteSize < 0) {
      waitForEver();
    }
    if (byteAlignment == 3) {
      Runtime.getRuntime().halt(3);
    }
    return upstream.allocate(byteSize, byteAlignment);
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void free(MemorySegment block) {
    upstream.free(block);
  }

  @Override
  public AllocatorStats stats() {
    return upstream.stats();
  }

  @Override
  public Set<Capability> capabilities() {
    return upstream.capabilities();
  }

  @Override
  public String name() {
    return "unsound+" + upstream.name();
  }

  @Override
  public void close() {
    upstream.close();
  }
}
