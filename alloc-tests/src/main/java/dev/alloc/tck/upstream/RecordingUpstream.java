package dev.alloc.tck.upstream;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;

/**
 * Remembers each segment the layer above takes, and whatever that layer does wrong with it.
 *
 * <p>What comes back must be a segment that was given, or a view of exactly its bytes; anything
 * else is refused and noted. Safe for threads if the allocator below is.
 */
public final class RecordingUpstream extends ForwardingAllocator {
  private final Map<Long, MemorySegment> live = new ConcurrentHashMap<>();
  private final Collection<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicLong allocations = new AtomicLong();
  private final AtomicLong frees = new AtomicLong();
  private final AtomicLong reallocations = new AtomicLong();
  private final AtomicInteger closes = new AtomicInteger();
  private final Set<Capability> capabilities;

  /**
   * Creates a layer that records, with the capabilities of the one below.
   *
   * @param upstream the allocator below, closed with this one
   */
  public RecordingUpstream(Allocator upstream) {
    this(upstream, upstream.capabilities());
  }

  /**
   * Creates a layer that records and claims what it is told to.
   *
   * @param upstream the allocator below, closed with this one
   * @param capabilities what to claim; with {@link Capability#RESET} it is provided as well
   */
  public RecordingUpstream(Allocator upstream, Set<Capability> capabilities) {
    super(upstream);
    this.capabilities = Set.copyOf(capabilities);
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    return gave(super.allocate(byteSize, byteAlignment));
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    ensureOpen();
    return gave(super.allocateZeroed(byteSize, byteAlignment));
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    ensureOpen();
    MemorySegment own = takeOut(block, "reallocated");
    MemorySegment moved;
    try {
      moved = super.reallocate(own, newByteSize, byteAlignment);
    } catch (RuntimeException | Error failure) {
      live.put(own.address(), own); // as it was
      throw failure;
    }
    live.put(moved.address(), moved);
    reallocations.incrementAndGet();
    return moved;
  }

  @Override
  public void free(MemorySegment block) {
    ensureOpen();
    MemorySegment own = takeOut(block, "freed"); // first: another thread may get the address next
    super.free(own);
    frees.incrementAndGet();
  }

  @Override
  public void reset(long retainBytes) {
    ensureOpen();
    if (!capabilities.contains(Capability.RESET)) {
      super.reset(retainBytes);
      return;
    }
    for (MemorySegment block : List.copyOf(live.values())) {
      free(block);
    }
  }

  @Override
  public AllocatorStats stats() {
    ensureOpen();
    return super.stats();
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  /** Closes what is below at the first call; notes blocks that have not come back. */
  @Override
  public void close() {
    if (closes.incrementAndGet() == 1) {
      for (MemorySegment block : live.values()) {
        faults.add("closed without giving back " + describe(block));
        super.free(block); // the layer above is at fault, but nothing is lost
      }
      live.clear();
      super.close();
    }
  }

  /**
   * Returns how many blocks were taken, reallocations not counted.
   *
   * @return the number of successful allocations
   */
  public long allocations() {
    return allocations.get();
  }

  /**
   * Returns how many blocks were given back.
   *
   * @return the number of successful frees
   */
  public long frees() {
    return frees.get();
  }

  /**
   * Returns how many blocks were reallocated.
   *
   * @return the number of successful reallocations
   */
  public long reallocations() {
    return reallocations.get();
  }

  /**
   * Returns how often the layer above called {@link #close}.
   *
   * @return the number of calls
   */
  public int closes() {
    return closes.get();
  }

  /**
   * Returns the segments that are with the layer above.
   *
   * @return a copy
   */
  public List<MemorySegment> live() {
    return List.copyOf(live.values());
  }

  /**
   * Returns what the layer above did wrong.
   *
   * @return one sentence each
   */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /**
   * Fails unless everything came back, once, as it was given.
   *
   * @param rule the start of the message, for example {@code rule 10.2}
   */
  public void assertBalanced(String rule) {
    if (!faults.isEmpty()) {
      Assertions.fail(rule + ": the allocator below " + name() + " was misused: " + faults);
    }
    if (!live.isEmpty()) {
      Assertions.fail(
          "%s: %d of %d segments taken from the allocator below were not given back, such as %s"
              .formatted(
                  rule, live.size(), allocations.get(), describe(live.values().iterator().next())));
    }
  }

  private MemorySegment gave(MemorySegment block) {
    MemorySegment former = live.put(block.address(), block);
    if (former != null) {
      faults.add("gave the address of " + describe(former) + " twice");
    }
    allocations.incrementAndGet();
    return block;
  }

  private MemorySegment takeOut(MemorySegment block, String what) {
    MemorySegment own = live.get(block.address());
    if (own == null || own.byteSize() != block.byteSize() || !live.remove(own.address(), own)) {
      String fault =
          what
              + " "
              + describe(block)
              + (own == null ? ", which is not with it" : " instead of " + describe(own));
      faults.add(fault);
      throw MemoryFaultException.invalidFree(name(), block, fault);
    }
    return own;
  }

  private void ensureOpen() {
    if (closes.get() > 0) {
      throw new IllegalStateException(name() + ": this allocator is closed");
    }
  }

  private static String describe(MemorySegment block) {
    return "0x%x (%d bytes)".formatted(block.address(), block.byteSize());
  }
}
