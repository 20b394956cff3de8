package dev.alloc.tck.selftest;

import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Wrong on several threads, or on none: chapter 7. */
final class ThreadMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.base(
                  "cached-block-in-a-race",
                  "hands the block freed last to two threads at once",
                  Set.of("7.1"),
                  RacyCache::new)
              .perhaps("6.2", "6.4", "6.6", "7.2", "7.3", "7.5", "9.6", "9.7"),
          Mutant.base(
              "frees-by-consumers-lost",
              "loses a block freed by a thread that has never allocated",
              Set.of("4.3", "6.2", "7.1", "7.2", "7.5", "9.6"),
              LosesForeignFrees::new),
          Mutant.base(
              "consumers-caches-fill",
              "keeps what a thread frees for that thread, which never asks for it",
              Set.of("7.2"),
              ConsumersCachesFill::new),
          Mutant.base(
              "virtual-threads-leave-pages",
              "keeps 4 KiB for each virtual thread that ever called",
              Set.of("7.3"),
              () -> new KeepsPages(4L << 10, true)),
          Mutant.base(
              "threads-leave-chunks",
              "keeps 64 KiB for each thread that ever called",
              Set.of("7.5"),
              () -> new KeepsPages(64L << 10, false)),
          Mutant.base(
              "anybody-may-call",
              "is for one thread and lets others in",
              Set.of("7.4"),
              () ->
                  new Reference() {
                    @Override
                    public Set<Capability> capabilities() {
                      return without(Capability.THREAD_SAFE);
                    }
                  }),
          Mutant.base(
              "anybody-may-free",
              "is for one thread and lets others free",
              Set.of("7.4"),
              AnybodyMayFree::new),
          Mutant.listened(
              "listener-recurses",
              "calls its listener again for what the listener does",
              Set.of("7.6"),
              listener ->
                  new Listened(listener) {
                    @Override
                    void tell() {
                      this.listener.run();
                    }
                  }),
          Mutant.listened(
              "listener-deadlocks",
              "calls its listener with a lock held that cannot be taken twice",
              Set.of("7.6"),
              LockedListener::new));

  private ThreadMutants() {}

  private static final class RacyCache extends Reference {
    private static final long CACHED = 64;
    private volatile @Nullable MemorySegment cache;

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the mistake itself
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      MemorySegment cached = cache;
      if (cached == null || byteSize > CACHED || byteAlignment > 16 || byteSize < 0) {
        return super.allocate(byteSize, byteAlignment);
      }
      Race.window();
      cache = null;
      synchronized (this) {
        ensureOpen();
        checkRequest(byteSize, byteAlignment);
        enter(cached.address(), byteSize);
        onAllocated(byteSize);
        return slab.at(cached.address(), byteSize);
      }
    }

    @Override
    void doFree(MemorySegment block) {
      if (cache == null && slab.length(block.address()) >= CACHED) {
        leave(block.address());
        cache = block;
      } else {
        super.doFree(block);
      }
    }

    @Override
    AllocatorStats doStats() {
      MemorySegment cached = cache;
      long held = cached == null ? 0 : slab.length(cached.address());
      return books.toStats().withReservedBytes(slab.takenBytes() - held);
    }
  }

  private static final class LosesForeignFrees extends Reference {
    private final Set<Thread> allocators = ConcurrentHashMap.newKeySet();

    @Override
    void onAllocated(long byteSize) {
      allocators.add(Thread.currentThread());
      super.onAllocated(byteSize);
    }

    @Override
    public synchronized void free(MemorySegment block) {
      ensureOpen();
      sizeOf(block);
      if (allocators.contains(Thread.currentThread())) {
        super.free(block);
      }
    }
  }

  private static final class ConsumersCachesFill extends Reference {
    private final Map<Long, Thread> owners = new HashMap<>();

    @Override
    MemorySegment doAllocate(long byteSize, long byteAlignment) {
      MemorySegment block = super.doAllocate(byteSize, byteAlignment);
      owners.put(block.address(), Thread.currentThread());
      return block;
    }

    @Override
    void doFree(MemorySegment block) {
      Thread owner = owners.remove(block.address());
      if (owner == null || owner == Thread.currentThread()) {
        super.doFree(block);
      } else {
        leave(block.address());
      }
    }
  }

  private static final class KeepsPages extends Reference {
    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();
    private final long page;
    private final boolean virtual;

    KeepsPages(long page, boolean virtual) {
      this.page = page;
      this.virtual = virtual;
    }

    @Override
    void onAllocated(long byteSize) {
      super.onAllocated(byteSize);
      if (Thread.currentThread().isVirtual() == virtual) {
        seen.add(Thread.currentThread());
      }
    }

    @Override
    AllocatorStats doStats() {
      return books.toStats().withReservedBytes(slab.takenBytes() + seen.size() * page);
    }
  }

  private static final class AnybodyMayFree extends Confined {
    private final AtomicReference<@Nullable Thread> freeing = new AtomicReference<>();

    @Override
    void ensureOpen() {
      if (freeing.get() != Thread.currentThread()) {
        super.ensureOpen();
      }
    }

    @Override
    public synchronized void free(MemorySegment block) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      freeing.set(Thread.currentThread());
      try {
        super.free(block);
      } finally {
        freeing.set(null);
      }
    }
  }

  private static final class LockedListener extends Listened {
    private final Semaphore once = new Semaphore(1);

    LockedListener(Runnable listener) {
      super(listener);
    }

    @Override
    void tell() {
      once.acquireUninterruptibly();
      try {
        listener.run();
      } finally {
        once.release();
      }
    }
  }
}
