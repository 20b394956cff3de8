package dev.alloc.tck.fuzz;

import dev.alloc.Allocator;
import dev.alloc.tck.fuzz.Exchange.Handed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One episode played once, with an allocator of its own. */
final class Performance {
  private static final Duration LIMIT = // only what deadlocks takes so long
      Duration.ofSeconds(Long.getLong("alloc.tck.timeLimit", 120));
  private static final int FRAMES_SHOWN = 8;

  private final Episode episode;
  private final Allocator allocator;
  private final @Nullable Exchange exchange;
  private final List<Player> players = new ArrayList<>();
  private final List<Story> stories = new ArrayList<>();
  private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

  /**
   * Prepares it.
   *
   * @param allocator a new one
   * @param told whether the failure is to tell what happened
   */
  Performance(Episode episode, Allocator allocator, boolean told) {
    this.episode = episode;
    this.allocator = allocator;
    this.exchange = episode.threads() == 1 ? null : new Exchange();
    Bounds all = Bounds.of(allocator);
    Bounds each =
        new Bounds(all.liveBytes() / episode.threads(), all.byteSize(), all.byteAlignment());
    for (int i = 0; i < episode.threads(); i++) {
      Story story = told ? new Story.Told() : Story.Silent.INSTANCE;
      stories.add(story);
      players.add(new Player(allocator, each, exchange, story));
    }
  }

  /** Plays all steps, gives everything back, and closes the allocator. */
  Optional<Failure> play() {
    if (exchange == null) {
      play(0);
    } else {
      playTogether();
    }
    if (failure.get() == null) {
      end();
    } else {
      abandon();
    }
    return Optional.ofNullable(failure.get());
  }

  /** How many requests the allocator had no room for. */
  long refused() {
    return players.stream().mapToLong(Player::refused).sum();
  }

  private void play(int thread) {
    Player player = players.get(thread);
    long[] steps = episode.steps()[thread];
    int index = 0;
    try {
      for (; index < steps.length && failure.get() == null; index++) {
        player.play(new Step(steps[index]));
      }
      player.verify();
      player.freeAll();
    } catch (RuntimeException | Error thrown) {
      failed(thread, index, thrown);
    }
  }

  private void playTogether() {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < episode.threads(); i++) {
      int thread = i;
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("fuzz-" + thread)
              .start(
                  () -> {
                    if (await(start, thread)) {
                      play(thread);
                    }
                  }));
    }
    start.countDown();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    for (Thread thread : threads) {
      join(thread, deadline);
    }
  }

  private boolean await(CountDownLatch start, int thread) {
    try {
      start.await();
      return true;
    } catch (InterruptedException e) {
      failed(thread, 0, e);
      return false;
    }
  }

  private void join(Thread thread, long deadline) {
    try {
      long left = Math.max(1, deadline - System.nanoTime());
      if (!thread.join(Duration.ofNanos(left))) {
        hung(thread);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      hung(thread);
    }
  }

  private void hung(Thread thread) {
    String place =
        String.join(
            "\n    at ",
            Arrays.stream(thread.getStackTrace())
                .limit(FRAMES_SHOWN)
                .map(StackTraceElement::toString)
                .toList());
    Mismatch reason = new Mismatch("'%s' did not end; it is at %s".formatted(thread, place));
    failure.compareAndSet(null, new Failure(0, 0, reason, List.of(), true));
  }

  private void end() {
    int last = episode.steps()[0].length;
    try {
      if (exchange != null) {
        for (Handed left = exchange.takeAny(); left != null; left = exchange.takeAny()) {
          allocator.free(left.block());
        }
      }
      Counts.verify(allocator, 0, 0);
      allocator.check();
      allocator.close();
    } catch (RuntimeException | Error thrown) {
      failed(0, last, thrown);
    }
  }

  /** Gives back what can be given back of an allocator that has failed already. */
  private void abandon() {
    try {
      allocator.close();
    } catch (RuntimeException | Error alsoWrong) {
      Throwable reason = Objects.requireNonNull(failure.get()).reason();
      if (!reason.equals(alsoWrong)) {
        reason.addSuppressed(alsoWrong);
      }
    }
  }

  private void failed(int thread, int index, Throwable reason) {
    List<List<String>> told = new ArrayList<>();
    for (Story story : stories) {
      told.add(story instanceof Story.Told lines ? List.copyOf(lines.lines()) : List.of());
    }
    failure.compareAndSet(null, new Failure(thread, index, reason, told, false));
  }
}
