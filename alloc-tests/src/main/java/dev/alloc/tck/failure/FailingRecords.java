package dev.alloc.tck.failure;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.tck.Probe;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.Trial;
import dev.alloc.tck.upstream.CountingUpstream;
import java.util.Optional;

/** A wrapper that can no longer record blocks. */
public final class FailingRecords {

  private FailingRecords() {}

  public static void verify(TckFixture fixture, String rule) {
    Optional<String> below = Probe.below(fixture.spec());
    if (below.isEmpty()) {
      Trial.skip(rule, "'%s' is a base: nothing is below it".formatted(fixture.spec()));
    }
    CountingUpstream upstream =
        new CountingUpstream(Allocators.create(below.orElseThrow(), fixture.options()));
    Optional<Allocator> failing = fixture.createWithFailingRecords(upstream);
    if (failing.isEmpty()) {
      upstream.close();
      Trial.skip(
          rule,
          "the fixture of '%s' has no allocator whose records fail".formatted(fixture.spec()));
    }
    try (Trial trial = Trial.with(fixture, rule, failing.orElseThrow())) {
      Allocator allocator = trial.allocator();
      trial.thrown(
          OutOfMemoryError.class,
          "allocate(16, 8), which cannot be recorded,",
          () -> allocator.allocate(16, 8));
      trial.thrown(
          OutOfMemoryError.class,
          "allocateZeroed(16, 8), which cannot be recorded,",
          () -> allocator.allocateZeroed(16, 8));
      trial.check(
          upstream.liveBlocks() == 0,
          "%d blocks that could not be recorded were not given back to the upstream",
          upstream.liveBlocks());
    }
  }
}
