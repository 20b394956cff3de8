package dev.alloc.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Exactness, whatever threads do the counting. */
class CountersTest {
  private static final int SLOTS = Counters.SLOTS; // as many ids have a slot of their own

  private final Counters counters = new Counters();

  @Test
  @DisplayName("8 threads at once, every operation")
  void platformThreads() throws InterruptedException {
    LongAdder expectedBytes = new LongAdder();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int seed = i;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    await(start);
                    expectedBytes.add(work(new SplittableRandom(seed), 20_000));
                  }));
    }
    start.countDown();
    join(threads);
    assertCounted(new Counts(160_000, -1, 120_000, -1, 40_000), expectedBytes.sum());
  }

  @Test
  @DisplayName("1 000 virtual threads that yield in the middle")
  @SuppressWarnings("ThreadPriorityCheck") // yielding may change the carrier: that is the point
  void virtualThreads() throws InterruptedException {
    LongAdder expectedBytes = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int seed = i;
      threads.add(
          Thread.startVirtualThread(
              () -> {
                SplittableRandom random = new SplittableRandom(seed);
                expectedBytes.add(work(random, 20));
                Thread.yield();
                expectedBytes.add(work(random, 20));
              }));
    }
    join(threads);
    assertCounted(new Counts(40_000, -1, 30_000, -1, 10_000), expectedBytes.sum());
  }

  @Test
  @DisplayName("more threads, one after the other, than there are slots: cells are handed on")
  void endedThreads() throws InterruptedException {
    int threads = 3 * SLOTS;
    for (int i = 0; i < threads; i++) {
      join(List.of(Thread.ofPlatform().start(() -> counters.allocated(3))));
    }
    assertEquals(new Counts(threads, 3L * threads, 0, 0, 0), counters.snapshot());
    assertTrue(
        counters.used().size() <= SLOTS + Counters.SHARED,
        "a cell per slot, not per thread: " + counters.used().size());
  }

  @Test
  @DisplayName("two living threads with one slot: the later one counts in a shared cell")
  void collision() throws InterruptedException {
    CountDownLatch firstHasCounted = new CountDownLatch(1);
    CountDownLatch secondHasEnded = new CountDownLatch(1);
    Thread first =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  counters.allocated(5);
                  firstHasCounted.countDown();
                  await(secondHasEnded);
                  counters.freed(5);
                });
    Thread second =
        withSlotOf(
            first,
            () -> {
              counters.allocated(7);
              counters.reallocated(7, 4);
              counters.freed(4);
            });
    first.start();
    await(firstHasCounted);
    second.start();
    join(List.of(second));
    int cell = Counters.cellOf(first);
    assertTrue(counters.isOwnedBy(cell, first), "the cell was taken from a living thread");
    assertEquals(
        0, Cells.frees(counters.words(), cell).frees(), "another thread has counted in the cell");
    secondHasEnded.countDown();
    join(List.of(first));
    assertEquals(new Counts(2, 12, 2, 12, 1), counters.snapshot());
  }

  @Test
  @DisplayName("blocks freed by another thread: no snapshot ever sees fewer than none")
  void snapshotsMeanwhile() throws InterruptedException {
    SynchronousQueue<Long> handedOver = new SynchronousQueue<>();
    AtomicBoolean done = new AtomicBoolean();
    Thread producer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 20_000; i++) {
                    counters.allocated(16);
                    uninterrupted(() -> handedOver.put(16L));
                  }
                });
    Thread consumer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 20_000; i++) {
                    uninterrupted(() -> counters.freed(handedOver.take()));
                  }
                  done.set(true);
                });
    do {
      Counts counts = counters.snapshot();
      assertTrue(counts.liveBlocks() >= 0 && counts.liveBytes() >= 0, counts::toString);
    } while (!done.get());
    join(List.of(producer, consumer));
    assertEquals(new Counts(20_000, 320_000, 20_000, 320_000, 0), counters.snapshot());
  }

  @Test
  @DisplayName("what is dropped in bulk counts as freed, and never more than there is")
  void dropTo() {
    counters.allocated(10);
    counters.allocated(20);
    counters.dropTo(1, 10);
    assertEquals(new Counts(2, 30, 1, 20, 0), counters.snapshot());
    counters.dropTo(5, 500);
    assertEquals(new Counts(2, 30, 1, 20, 0), counters.snapshot());
  }

  /** Allocates {@code rounds} blocks, frees three of four, reallocates one; returns live bytes. */
  private long work(SplittableRandom random, int rounds) {
    long live = 0;
    for (int i = 0; i < rounds; i++) {
      long size = random.nextLong(100_000);
      counters.allocated(size);
      if (i % 4 == 0) {
        long newSize = random.nextLong(100_000);
        counters.reallocated(size, newSize);
        live += newSize;
      } else {
        counters.freed(size);
      }
    }
    return live;
  }

  private void assertCounted(Counts expected, long liveBytes) {
    Counts counts = counters.snapshot();
    assertEquals(expected.allocations(), counts.allocations());
    assertEquals(expected.frees(), counts.frees());
    assertEquals(expected.reallocations(), counts.reallocations());
    assertEquals(liveBytes, counts.liveBytes());
  }

  /** Thread ids are given out in sequence, so one of the next threads shares the slot. */
  private static Thread withSlotOf(Thread first, Runnable task) {
    for (int i = 0; i < 100 * SLOTS; i++) {
      Thread thread = Thread.ofPlatform().unstarted(task);
      if ((thread.threadId() - first.threadId()) % SLOTS == 0) {
        return thread;
      }
    }
    throw new AssertionError("no thread id has the slot of " + first.threadId());
  }

  private interface Interruptible {
    void run() throws InterruptedException;
  }

  private static void uninterrupted(Interruptible action) {
    try {
      action.run();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts", e);
    }
  }

  private static void await(CountDownLatch latch) {
    uninterrupted(latch::await);
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
