package dev.alloc.counting;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream of the test's own: memory from the garbage collector, and any capabilities. */
record BulkAllocator(Set<Capability> capabilities, AtomicInteger live, AtomicInteger freedOld)
    implements Allocator {

  BulkAllocator(Set<Capability> capabilities) {
    this(capabilities, new AtomicInteger(), new AtomicInteger());
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    live.incrementAndGet();
    return Arena.ofAuto().allocate(byteSize, byteAlignment);
  }

  @Override
  public void free(MemorySegment block) {
    live.decrementAndGet();
  }

  @Override
  public void reset(long retainBytes) {
    live.set(0);
  }

  @Override
  public Mark mark() {
    int atMark = live.get();
    return () -> live.set(atMark - freedOld.getAndSet(0));
  }

  @Override
  public AllocatorStats stats() {
    AllocatorStats stats = AllocatorStats.unknown().withReservedBytes(4096).withLost(1, 2, 3);
    return capabilities.contains(Capability.COUNTS)
        ? stats.withLive(live.get(), 10L * live.get()) // all blocks have ten bytes
        : stats;
  }

  @Override
  public String name() {
    return "bulk";
  }

  @Override
  public void close() {
    if (live.get() != 0 && !capabilities.contains(Capability.RESET)) {
      throw new MemoryFaultException(Kind.LEAK, "bulk: " + live.get() + " block", 0, -1);
    }
  }
}
