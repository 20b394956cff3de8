package dev.alloc.tck.trial;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * Threads that start together and must end in time. A thread that hangs is reported with where it
 * stands and left behind, so that an allocator that deadlocks fails its rule and holds up nobody.
 */
public final class Crew {
  private static final int THREADS_SHOWN = 4;
  private static final int FRAMES_SHOWN = 8;

  /** What one thread of the crew does; it may throw anything. */
  @FunctionalInterface
  public interface Task {
    void run(int index) throws Exception;
  }

  private final Trial trial;
  private final Duration limit;
  private volatile List<Thread> crew = List.of();

  /**
   * Prepares a crew.
   *
   * @param trial the rule they work for; it is abandoned if one of them hangs
   * @param limit how long they may take together before they count as hung
   */
  Crew(Trial trial, Duration limit) {
    this.trial = trial;
    this.limit = limit;
  }

  /** Runs {@code task} on {@code threads} platform threads at once and waits for their end. */
  public void work(int threads, Task task) {
    work(Thread.ofPlatform().daemon().name("tck-", 0), threads, task);
  }

  /** Runs {@code task} on {@code threads} threads that {@code builder} makes. */
  public void work(Thread.Builder builder, int threads, Task task) {
    CountDownLatch start = new CountDownLatch(1);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int index = i;
      started.add(builder.start(() -> run(start, failures, task, index)));
    }
    crew = started;
    start.countDown();
    join(failures);
    if (!failures.isEmpty()) {
      throw failure(failures);
    }
  }

  private void run(CountDownLatch start, Queue<Throwable> failures, Task task, int index) {
    try {
      start.await();
      task.run(index);
    } catch (Throwable failure) { // any: it is handed to the thread that waits for this one
      failures.add(failure);
      crew.forEach(Thread::interrupt); // those who wait for what this one will not do any more
    }
  }

  private void join(Queue<Throwable> failures) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (Thread thread : crew) {
        long left = deadline - System.nanoTime();
        if (!thread.join(Duration.ofNanos(Math.max(left, 1)))) {
          throw hung(failures);
        }
      }
    } catch (InterruptedException e) {
      trial.abandon();
      crew.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
      throw trial.failure("interrupted while threads were at work", e);
    }
  }

  private AssertionError hung(Queue<Throwable> failures) {
    trial.abandon();
    List<Thread> hung = crew.stream().filter(Thread::isAlive).toList();
    String places = hung.stream().limit(THREADS_SHOWN).map(Crew::place).collect(joining());
    AssertionError error =
        trial.failure(
            "%d of %d threads did not end within %d s:%s"
                .formatted(hung.size(), crew.size(), limit.toSeconds(), places));
    failures.forEach(error::addSuppressed);
    hung.forEach(Thread::interrupt);
    return error;
  }

  private static String place(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .limit(FRAMES_SHOWN)
        .map(frame -> "\n    at " + frame)
        .collect(joining("", "\n  '" + thread.getName() + "'", ""));
  }

  private AssertionError failure(Queue<Throwable> failures) {
    Throwable first = failures.remove();
    AssertionError error =
        first instanceof AssertionError failed ? failed : trial.failure("a thread got", first);
    failures.stream().filter(other -> !isSame(other, error)).forEach(error::addSuppressed);
    return error;
  }

  @SuppressWarnings("ReferenceEquality") // an exception must not suppress itself
  private static boolean isSame(Throwable one, Throwable other) {
    return one == other;
  }
}
