package dev.alloc.tck.fuzz;

import dev.alloc.Allocator;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Leaves steps out of an episode for as long as it fails without them. Not thread safe. */
final class Shrinker {
  private static final long MOST_STEPS = 10_000_000; // played in all, so that it ends
  private static final int REPLAYS = 12; // of what depends on how threads meet

  private final Supplier<Allocator> factory;
  private long left = MOST_STEPS;

  Shrinker(Supplier<Allocator> factory) {
    this.factory = factory;
  }

  /**
   * Shrinks.
   *
   * @param episode one that failed
   * @param failure how
   * @return the fewest steps found that still fail; empty if it did not fail again
   */
  Optional<Episode> shrink(Episode episode, Failure failure) {
    if (failure.hung()) {
      return Optional.empty();
    }
    Episode smallest = episode;
    if (episode.threads() == 1) {
      long[] steps = episode.steps()[0];
      int needed = Math.min(steps.length, failure.index() + 1);
      Episode cut = episode.with(0, Arrays.copyOf(steps, needed));
      smallest = fails(cut) ? cut : episode;
    }
    if (!fails(smallest)) {
      return Optional.empty();
    }
    int before;
    do { // what one thread no longer does may make more of another's superfluous
      before = smallest.size();
      for (int thread = 0; thread < smallest.threads(); thread++) {
        smallest = shrink(smallest, thread);
      }
    } while (smallest.size() < before && left > 0);
    return Optional.of(smallest);
  }

  /** Plays an episode once more to tell what happens. */
  Optional<Failure> tell(Episode episode) {
    return failure(episode, true);
  }

  private Episode shrink(Episode episode, int thread) {
    Episode smallest = episode;
    for (int chunk = episode.steps()[thread].length; chunk > 0; chunk /= 2) {
      int from = smallest.steps()[thread].length - chunk;
      for (; from > -chunk && left > 0; from -= chunk) {
        Episode fewer = smallest.with(thread, without(smallest.steps()[thread], from, chunk));
        if (fails(fewer)) {
          smallest = fewer;
        }
      }
    }
    return smallest;
  }

  private boolean fails(Episode episode) {
    return failure(episode, false).isPresent();
  }

  private Optional<Failure> failure(Episode episode, boolean told) {
    int replays = episode.threads() == 1 ? 1 : REPLAYS;
    for (int i = 0; i < replays; i++) {
      left -= episode.size();
      Optional<Failure> failure = new Performance(episode, factory.get(), told).play();
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private static long[] without(long[] steps, int from, int chunk) {
    int start = Math.max(0, from);
    int end = Math.min(steps.length, from + chunk);
    long[] fewer = new long[steps.length - (end - start)];
    System.arraycopy(steps, 0, fewer, 0, start);
    System.arraycopy(steps, end, fewer, start, steps.length - end);
    return fewer;
  }
}
