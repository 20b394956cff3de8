package dev.alloc.suite;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An allocator for tests that keeps a map of its live blocks, refuses a free of anything else, and
 * fails, or loses a block, when it is told to. For one thread.
 */
public final class Ledger implements Allocator {
  private static final int KEPT_SIZE = 1 << 10; // freed blocks of smaller sizes are used again

  private final Arena arena = Arena.ofConfined();
  private final Map<Long, MemorySegment> live = new HashMap<>();
  private final Map<Long, MemorySegment> free = new HashMap<>(); // by size
  private final Set<Capability> capabilities;
  private long requests;
  private long failing = Long.MAX_VALUE;
  private Predicate<MemorySegment> losing = block -> false;
  private long lost;
  private int resets;

  private Ledger(Set<Capability> capabilities) {
    this.capabilities = capabilities;
  }

  /** An allocator that knows how many blocks are live. */
  public static Ledger counting() {
    return new Ledger(Set.of(Capability.NATIVE, Capability.COUNTS));
  }

  /** An allocator that says nothing of what is live. */
  static Ledger silent() {
    return new Ledger(Set.of(Capability.NATIVE));
  }

  /** An allocator that also releases all blocks at once. */
  static Ledger resetting() {
    return new Ledger(Set.of(Capability.NATIVE, Capability.COUNTS, Capability.RESET));
  }

  /** Fails the n-th request from now on, counted from 0, and no other. */
  public void failAt(long request) {
    requests = 0;
    failing = request;
  }

  /** Takes these blocks back without counting them as freed. */
  void lose(Predicate<MemorySegment> which) {
    losing = which;
  }

  public int liveBlocks() {
    return live.size();
  }

  public long requests() {
    return requests;
  }

  int resets() {
    return resets;
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    Allocators.checkRequest(this, byteSize, byteAlignment);
    if (requests++ == failing) {
      throw Allocators.outOfMemory(this, byteSize, byteAlignment);
    }
    MemorySegment block = free.remove(byteSize);
    if (block == null) {
      block = arena.allocate(Math.max(1, byteSize), byteAlignment).asSlice(0, byteSize);
    }
    live.put(block.address(), block);
    return block;
  }

  @Override
  public void free(MemorySegment block) {
    MemorySegment known = live.remove(block.address());
    if (known == null || known.byteSize() != block.byteSize()) {
      throw new AssertionError("not a live block: " + block + ", but " + known);
    }
    if (losing.test(block)) {
      lost++;
    } else if (block.byteSize() < KEPT_SIZE) {
      free.put(block.byteSize(), known);
    }
  }

  @Override
  public void reset(long retainBytes) {
    resets++;
    live.clear();
  }

  @Override
  public AllocatorStats stats() {
    if (!arena.scope().isAlive()) {
      throw new IllegalStateException("ledger: this allocator is closed");
    }
    return capabilities.contains(Capability.COUNTS)
        ? AllocatorStats.unknown().withLive(live.size() + lost, 0)
        : AllocatorStats.unknown();
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
