package dev.alloc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A simple allocator whose life can be followed; also what the plugins of the tests create. */
public final class FakeAllocator implements Allocator {
  private static final List<String> EVENTS = Collections.synchronizedList(new ArrayList<>());

  private final String name;
  private final Optional<Allocator> upstream;
  private final Set<Capability> capabilities =
      EnumSet.of(
          Capability.THREAD_SAFE,
          Capability.INDIVIDUAL_FREE,
          Capability.NATIVE,
          Capability.SCOPES,
          Capability.COUNTS);
  private final Arena arena = Arena.ofAuto();
  private final AtomicLong live = new AtomicLong();
  private final AtomicLong liveBytes = new AtomicLong();
  private volatile boolean closed;
  private volatile boolean failing;

  private FakeAllocator(String name, Optional<Allocator> upstream) {
    this.name = name;
    this.upstream = upstream;
    EVENTS.add("create " + name);
  }

  /** Creates an allocator without another below it. */
  public static FakeAllocator base(String name) {
    return new FakeAllocator(name, Optional.empty());
  }

  /** Creates an allocator over another one. */
  public static FakeAllocator over(String name, Allocator upstream) {
    return new FakeAllocator(name, Optional.of(upstream));
  }

  /** Returns what happened to allocators of this class since the last call. */
  static List<String> events() {
    List<String> events = List.copyOf(EVENTS);
    EVENTS.clear();
    return events;
  }

  FakeAllocator without(Capability capability) {
    capabilities.remove(capability);
    return this;
  }

  /** Makes the next frees fail. */
  void failToFree(boolean fail) {
    failing = fail;
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    Allocators.checkRequest(this, byteSize, byteAlignment);
    live.incrementAndGet();
    liveBytes.addAndGet(byteSize);
    return arena.allocate(byteSize, byteAlignment).fill((byte) 0x5A);
  }

  @Override
  public void free(MemorySegment block) {
    ensureOpen();
    if (failing) {
      throw MemoryFaultException.invalidFree(name(), block, "the test wants it");
    }
    live.decrementAndGet();
    liveBytes.addAndGet(-block.byteSize());
  }

  @Override
  public AllocatorStats stats() {
    ensureOpen();
    return AllocatorStats.unknown().withLive(live.get(), liveBytes.get());
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.copyOf(capabilities);
  }

  @Override
  public String name() {
    return upstream.map(below -> name + '+' + below.name()).orElse(name);
  }

  @Override
  public void close() {
    if (!closed) {
      EVENTS.add("close " + name);
      closed = true;
      upstream.ifPresent(Allocator::close);
    }
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(name() + ": this allocator is closed");
    }
  }
}
