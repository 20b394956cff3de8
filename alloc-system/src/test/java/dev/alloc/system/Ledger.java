package dev.alloc.system;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows its blocks and their sizes, and throws what it is told to. */
final class Ledger implements Allocator {
  final Map<Long, Long> live = new ConcurrentHashMap<>();
  private final Allocator malloc = SystemAllocator.open();
  volatile @Nullable Error failure;
  volatile @Nullable MemoryFaultException fault; // of the next free

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    Error thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
    MemorySegment block = malloc.allocate(byteSize, byteAlignment);
    live.put(block.address(), byteSize);
    return block;
  }

  @Override
  public void free(MemorySegment block) {
    MemoryFaultException thrown = fault;
    if (thrown != null) {
      fault = null;
      throw thrown;
    }
    if (!live.remove(block.address(), block.byteSize())) {
      throw MemoryFaultException.invalidFree(name(), block, "no block of that size is live");
    }
    malloc.free(block);
  }

  @Override
  public AllocatorStats stats() {
    malloc.stats();
    return AllocatorStats.unknown();
  }

  @Override
  public Set<Capability> capabilities() {
    return malloc.capabilities();
  }

  @Override
  public long maxAlignment() {
    return malloc.maxAlignment();
  }

  @Override
  public long maxByteSize() {
    return malloc.maxByteSize();
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public void close() {
    malloc.close();
  }
}
