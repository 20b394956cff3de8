package dev.alloc.tck.model;

import dev.alloc.Allocator;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.Failures;
import dev.alloc.tck.trial.Seed;
import dev.alloc.tck.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Runs random sequences against the {@link Model} and shrinks those that fail. */
public final class RandomSequences {
  private static final int CHECK_EVERY = 16;
  private static final int SHRINKING_RUNS = 2_000;

  private final TckFixture fixture;
  private final String rule;
  private final RandomGenerator random;
  private final long mostBytes;
  private final long mostAlignment;
  private final int length;

  public RandomSequences(TckFixture fixture, String rule) {
    this.fixture = fixture;
    this.rule = rule;
    try (Trial trial = Trial.of(fixture, rule)) {
      this.random = trial.random();
      this.mostBytes = Math.min(trial.volume(16L << 20), trial.budget() / 4);
      this.mostAlignment = Math.min(trial.allocator().maxAlignment(), 256);
      this.length = trial.repeats(3_000);
    }
  }

  public List<ModelStep> randomSteps() {
    List<ModelStep> steps = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      steps.add(ModelStep.random(random, mostBytes / 16, mostAlignment));
    }
    return steps;
  }

  /** Runs a sequence with an allocator of its own; returns how it failed, if it did. */
  public Optional<Throwable> failure(List<ModelStep> steps) {
    try (Allocator allocator = fixture.create()) {
      Model model = new Model(allocator, mostBytes);
      for (int i = 0; i < steps.size(); i++) {
        model.step(steps.get(i));
        if (i % CHECK_EVERY == 0) {
          model.verify();
        }
      }
      model.verify();
      model.freeAll();
      return Optional.empty();
    } catch (RuntimeException | Error failure) {
      return Optional.of(failure);
    }
  }

  /** Leaves out whatever the failure does not need, and fails with the rest. */
  public void reportSmallest(List<ModelStep> steps, Throwable failure) {
    List<ModelStep> smallest = steps;
    Throwable reason = failure;
    int runs = 0;
    for (int chunk = steps.size() / 2; chunk > 0 && runs < SHRINKING_RUNS; chunk /= 2) {
      for (int from = smallest.size() - chunk; from >= 0; from -= chunk) {
        List<ModelStep> fewer = new ArrayList<>(smallest.subList(0, from));
        fewer.addAll(smallest.subList(Math.min(from + chunk, smallest.size()), smallest.size()));
        Optional<Throwable> same = failure(fewer);
        runs++;
        if (same.isPresent()) {
          smallest = fewer;
          reason = same.get();
        }
      }
    }
    throw Failures.because(
        rule,
        "%d steps, shrunk from %d, fail%s: %s"
            .formatted(smallest.size(), steps.size(), Seed.hint(), smallest),
        reason);
  }
}
