package dev.alloc.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** In full: {@code -Dvolume.operations=10000000}, for each of the threads. */
@DisplayName("Tracking under eight threads")
final class VolumeTest {
  private static final int THREADS = 8;
  private static final int OPERATIONS = Integer.getInteger("volume.operations", 30_000);
  private static final long SEED = Long.getLong("volume.seed", 20);
  private static final int OWN = 1_000; // blocks a thread keeps
  private static final int SHARED = 512; // places where threads leave blocks for each other
  private static final int SIZES = 200; // bytes

  private final Allocator allocator = Fixtures.plain();
  private final AtomicReferenceArray<@Nullable MemorySegment> shared =
      new AtomicReferenceArray<>(SHARED);

  /** What a thread knows it has done. */
  private record Done(long allocations, long allocatedBytes, long reallocations, long freedBytes) {
    Done plus(Done other) {
      return new Done(
          allocations + other.allocations,
          allocatedBytes + other.allocatedBytes,
          reallocations + other.reallocations,
          freedBytes + other.freedBytes);
    }
  }

  @Test
  @DisplayName("loses no record, counts exactly, and can be looked at meanwhile")
  void totalsAreExact() throws InterruptedException, ExecutionException {
    Done done = new Done(0, 0, 0, 0);
    int snapshots = 0;
    try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Done>> workers = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        SplittableRandom random = new SplittableRandom(SEED + thread);
        workers.add(executor.submit(() -> work(random)));
      }
      TrackedUsage before = Tracking.of(allocator).snapshot().total();
      while (!workers.stream().allMatch(Future::isDone)) {
        before = assertConsistent(before);
        snapshots++;
      }
      for (Future<Done> worker : workers) {
        done = done.plus(worker.get());
      }
    }
    for (int place = 0; place < SHARED; place++) {
      MemorySegment left = shared.get(place);
      if (left != null) {
        allocator.free(left);
        done = done.plus(new Done(0, 0, 0, left.byteSize()));
      }
    }
    AllocatorStats stats = allocator.stats();
    assertEquals(0, stats.liveBlocks().orElseThrow());
    assertEquals(0, stats.liveBytes().orElseThrow());
    assertEquals(done.allocations(), stats.allocations().orElseThrow());
    assertEquals(done.allocations(), stats.frees().orElseThrow());
    assertEquals(done.reallocations(), stats.reallocations().orElseThrow());
    assertEquals(done.allocatedBytes(), stats.allocatedBytes().orElseThrow());
    assertEquals(done.allocatedBytes(), done.freedBytes());
    allocator.close(); // a record that is left would be a leak
    System.out.printf(
        "%d threads × %d operations, seed %d: %d allocations, %d bytes, %d reallocations, all"
            + " freed; %d snapshots meanwhile%n",
        THREADS,
        OPERATIONS,
        SEED,
        done.allocations(),
        done.allocatedBytes(),
        done.reallocations(),
        snapshots);
  }

  private TrackedUsage assertConsistent(TrackedUsage before) {
    TrackingSnapshot snapshot = Tracking.of(allocator).snapshot();
    TrackedUsage now = snapshot.total();
    assertTrue(now.liveBlocks() >= 0 && now.liveBytes() >= 0, now::toString);
    // Frees are read first, so that what was allocated since then adds to what was live.
    long since = now.allocations() - before.allocations();
    assertTrue(now.liveBlocks() <= THREADS * (OWN + 2L) + SHARED + since, now::toString);
    assertTrue(now.allocations() >= before.allocations(), () -> before + " then " + now);
    assertTrue(now.reallocations() >= before.reallocations(), () -> before + " then " + now);
    return now;
  }

  private Done work(SplittableRandom random) {
    @Nullable MemorySegment[] own = new @Nullable MemorySegment[OWN];
    Done done = new Done(0, 0, 0, 0);
    for (int i = 0; i < OPERATIONS; i++) {
      int place = random.nextInt(OWN);
      MemorySegment block = own[place];
      if (block == null) {
        MemorySegment fresh = allocator.allocate(random.nextInt(SIZES), 8);
        own[place] = fresh;
        done = done.plus(new Done(1, fresh.byteSize(), 0, 0));
      } else if (random.nextInt(8) == 0) {
        MemorySegment moved = allocator.reallocate(block, random.nextInt(SIZES), 8);
        own[place] = moved;
        long added = moved.byteSize() - block.byteSize();
        done = done.plus(new Done(0, Math.max(0, added), 1, Math.max(0, -added)));
      } else {
        own[place] = null;
        if (random.nextInt(4) == 0) { // another thread frees it
          done = done.plus(free(shared.getAndSet(random.nextInt(SHARED), block)));
        } else {
          done = done.plus(free(block));
        }
      }
    }
    for (@Nullable MemorySegment block : own) {
      done = done.plus(free(block));
    }
    return done;
  }

  private Done free(@Nullable MemorySegment block) {
    if (block == null) {
      return new Done(0, 0, 0, 0);
    }
    allocator.free(block);
    return new Done(0, 0, 0, block.byteSize());
  }
}
