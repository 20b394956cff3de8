package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.Allocators;
import dev.alloc.tck.composition.ChainChecks;
import dev.alloc.tck.trial.Failures;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;
import dev.alloc.tck.upstream.ListeningUpstream;
import dev.alloc.tck.upstream.RecordingUpstream;
import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Chapter 10 of the contract: what a layer owes to the allocator below it. */
public interface CompositionRules extends TckFixture {

  /** Rule 10.1: every wrapper over every base. */
  @Test
  @DisplayName("10.1 every wrapper passes all rules over every base, and over itself")
  default void required_10_1_everyWrapperOverEveryBase() {
    Trial.skip(
        "10.1",
        "one run of the TCK is about one chain; the matrix repeats it for each ('"
            + spec()
            + "' is one)");
  }

  /** Rule 10.2: the upstream's segments come back as they are. */
  @Test
  @DisplayName("10.2 the upstream gets back exactly the segments it gave")
  default void required_10_2_upstreamGetsBackExactlyWhatItGave() {
    RecordingUpstream upstream = new RecordingUpstream(below("10.2"));
    try (Trial trial = over("10.2", upstream)) {
      Allocator allocator = trial.allocator();
      RandomGenerator random = trial.random();
      LiveSet blocks = trial.blocks();
      int most = trial.blocksOf(200, 512);
      for (int i = 0; i < trial.repeats(2_000); i++) {
        long byteSize = random.nextInt(512);
        long byteAlignment = 1L << random.nextInt(4);
        switch (blocks.size() >= most ? 4 : random.nextInt(6)) {
          case 0, 1 -> blocks.allocate(byteSize, byteAlignment);
          case 2 -> blocks.add(allocator.allocateZeroed(byteSize, byteAlignment));
          case 3, 4 -> {
            if (!blocks.isEmpty()) {
              blocks.free(random.nextInt(blocks.size()));
            }
          }
          default -> {
            if (!blocks.isEmpty()) {
              blocks.reallocate(random.nextInt(blocks.size()), byteSize, byteAlignment);
            }
          }
        }
      }
      try (Arena arena = allocator.confinedArena(true)) {
        arena.allocate(100, 8);
        arena.allocate(0, 1);
      }
    }
    upstream.assertBalanced("rule 10.2"); // after close: pools and quarantines keep what they have
  }

  /** Rule 10.3: who closes whom, and when. */
  @Test
  @DisplayName("10.3 the upstream belongs to the layer that asked for it, which closes it last")
  default void required_10_3_upstreamIsClosedOnceAndLast() {
    RecordingUpstream upstream = new RecordingUpstream(below("10.3"));
    Trial trial = over("10.3", upstream);
    try (trial) {
      trial.allocator().free(trial.allocator().allocate(100, 8));
      trial.check(upstream.closes() == 0, "the allocator below was closed while this one is open");
    }
    trial.allocator().close();
    trial.check(
        upstream.closes() == 1,
        "the allocator below was closed %d times by two calls of close instead of once",
        upstream.closes());
    upstream.assertBalanced("rule 10.3");
    ChainChecks.closesWhatWasBuilt(trial, spec(), options(), below("10.3"));
  }

  /** Rule 10.4: what a layer passes on. */
  @Test
  @DisplayName("10.4 wrappers pass on what the allocator below is and does, and say what they drop")
  default void required_10_4_wrappersForwardWhatIsBelow() {
    boolean handsOn = handsEachRequestOn();
    try (Trial trial = over("10.4", new RecordingUpstream(below("10.4"), ChainChecks.CLAIMS))) {
      ChainChecks.keepsCapabilities(trial, handsOn);
      ChainChecks.overridesEveryDefaultMethod(trial);
    }
    Optional<Trial> bare = overNothing();
    if (bare.isPresent()) {
      try (Trial trial = bare.get()) {
        ChainChecks.inventsNothing(trial);
      }
    }
    ListeningUpstream upstream = new ListeningUpstream(below("10.4"));
    try (Trial trial = over("10.4", upstream)) {
      ChainChecks.staysWithinLimits(trial, upstream);
      ChainChecks.passesVerificationOn(trial, upstream);
    }
  }

  /** A trial over something without capabilities; empty if the options need some and say so. */
  private Optional<Trial> overNothing() {
    Allocator upstream = new RecordingUpstream(below("10.4"), ChainChecks.NO_CLAIMS);
    try {
      return Optional.of(over("10.4", upstream));
    } catch (AllocatorLookupException refused) {
      upstream.close();
      return Optional.empty();
    }
  }

  /** Whether each request becomes one request below: a pool's does not. */
  private boolean handsEachRequestOn() {
    RecordingUpstream upstream = new RecordingUpstream(below("10.4"));
    try (Trial trial = over("10.4", upstream)) {
      trial.blocks().allocate(24, 8);
      long before = upstream.allocations();
      trial.blocks().allocate(24, 8);
      trial.blocks().allocate(24, 8);
      return upstream.allocations() == before + 2;
    }
  }

  /** A new allocator of what is below the one under test; skips the rule for a base. */
  private Allocator below(String rule) {
    String below = Probe.below(spec()).orElse("");
    if (below.isEmpty()) {
      Trial.skip(rule, "'" + spec() + "' is a base and has nothing under it");
    }
    return Allocators.create(below, options());
  }

  private Trial over(String rule, Allocator upstream) {
    return Trial.with(
        this,
        rule,
        create(upstream)
            .orElseThrow(
                () ->
                    Failures.of(
                        rule, "'" + spec() + "' has an upstream but cannot be put on one")));
  }
}
