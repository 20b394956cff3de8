package dev.alloc.tck.fuzz;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Plays episode after episode until one fails or enough is done. Not thread safe. */
public final class Fuzzer {
  private final Supplier<Allocator> factory;
  private final long seed;
  private final int threads;
  private long operations;
  private long refused;

  /**
   * Prepares it.
   *
   * @param factory makes the allocator under test, a new one each time
   * @param seed the number behind everything random
   * @param threads how many threads every other episode has, if the allocator is THREAD_SAFE
   */
  public Fuzzer(Supplier<Allocator> factory, long seed, int threads) {
    this.factory = factory;
    this.seed = seed;
    try (Allocator allocator = factory.get()) {
      this.threads = allocator.capabilities().contains(Capability.THREAD_SAFE) ? threads : 1;
    }
  }

  /**
   * Plays.
   *
   * @param first the number of the first episode
   * @param most how many operations at least, unless one fails
   * @param onEpisode is told the number of each episode that begins
   * @return the failure, if there was one
   */
  public Optional<Counterexample> run(long first, long most, LongConsumer onEpisode) {
    for (long number = first; operations < most; number++) {
      onEpisode.accept(number);
      Episode episode = Episode.draw(seed, number, threads);
      Performance performance = new Performance(episode, factory.get(), false);
      Optional<Failure> failure = performance.play();
      operations += episode.size();
      refused += performance.refused();
      if (failure.isPresent()) {
        return Optional.of(counterexample(episode, failure.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns how many operations were played.
   *
   * @return a number from 0
   */
  public long operations() {
    return operations;
  }

  /**
   * Returns how many requests the allocator had no room for.
   *
   * @return a number from 0
   */
  public long refused() {
    return refused;
  }

  private Counterexample counterexample(Episode episode, Failure failure) {
    Shrinker shrinker = new Shrinker(factory);
    Optional<Episode> smallest = shrinker.shrink(episode, failure);
    Optional<Failure> told = smallest.flatMap(shrinker::tell);
    return told.isPresent()
        ? new Counterexample(seed, smallest.get(), episode.size(), told.get(), true)
        : new Counterexample(seed, episode, episode.size(), failure, false);
  }
}
