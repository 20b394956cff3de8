package dev.alloc.tck.trial;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.tck.Probe;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.upstream.CountingUpstream;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.function.Executable;

/**
 * One rule put to one allocator: closing it frees the blocks left and closes the allocator, so that
 * a leak it knows of fails the rule that caused it. For the thread that runs the rule.
 */
public final class Trial implements AutoCloseable {
  private final TckFixture fixture;
  private final String rule;
  private final Allocator allocator;
  private final @Nullable CountingUpstream upstream;
  private final LiveSet blocks;
  private @Nullable RandomGenerator random;
  private long budget;
  private boolean abandoned;

  private Trial(
      TckFixture fixture, String rule, Allocator allocator, @Nullable CountingUpstream upstream) {
    this.fixture = fixture;
    this.rule = rule;
    this.allocator = allocator;
    this.upstream = upstream;
    this.blocks = new LiveSet(allocator, rule, 0);
  }

  /** Starts with a new allocator. */
  public static Trial of(TckFixture fixture, String rule) {
    return new Trial(fixture, rule, fixture.create(), null);
  }

  /** Starts with a given allocator, which is closed with the trial. */
  public static Trial with(TckFixture fixture, String rule, Allocator allocator) {
    return new Trial(fixture, rule, allocator, null);
  }

  /**
   * Starts with a new allocator whose state can be seen as far as possible: one that does not COUNT
   * is created over one of the TCK's that counts, if there is something below it.
   */
  public static Trial observed(TckFixture fixture, String rule) {
    Trial plain = of(fixture, rule);
    if (plain.has(Capability.COUNTS)) {
      return plain;
    }
    Optional<Trial> probed = probed(fixture, rule);
    if (probed.isEmpty()) {
      return plain;
    }
    plain.close();
    return probed.get();
  }

  /** Starts with a new allocator over a counting one of the TCK's; empty if it is a base. */
  public static Optional<Trial> probed(TckFixture fixture, String rule) {
    return Probe.below(fixture.spec())
        .flatMap(below -> over(fixture, rule, Allocators.create(below, fixture.options())));
  }

  /** Starts with a new allocator over a counting one over this; empty if it is a base. */
  public static Optional<Trial> over(TckFixture fixture, String rule, Allocator below) {
    CountingUpstream upstream = new CountingUpstream(below);
    return fixture.create(upstream).map(allocator -> new Trial(fixture, rule, allocator, upstream));
  }

  /** Ends a rule that does not apply. */
  public static void skip(String rule, String reason) {
    Assumptions.abort("rule " + rule + " skipped: " + reason);
  }

  public Allocator allocator() {
    return allocator;
  }

  /** Returns the blocks of this trial, freed when it ends. */
  public LiveSet blocks() {
    return blocks;
  }

  /** Frees all blocks of this trial; a pool that takes memory back only in bulk does so then. */
  public void freeAll() {
    blocks.freeAll();
    if (has(Capability.RESET) && !has(Capability.INDIVIDUAL_FREE)) {
      allocator.reset(Long.MAX_VALUE);
    }
  }

  /** Returns what counts below, if {@link #observed} or {@link #probed} put it there. */
  public Optional<CountingUpstream> upstream() {
    return Optional.ofNullable(upstream);
  }

  public boolean has(Capability capability) {
    return allocator.capabilities().contains(capability);
  }

  /** Skips the rule unless the allocator declares a capability. */
  public void assume(Capability capability) {
    if (!has(capability)) {
      skip("'" + allocator.name() + "' does not declare " + capability);
    }
  }

  /** Skips the rule if the allocator declares a capability. */
  public void assumeNot(Capability capability) {
    if (has(capability)) {
      skip("'" + allocator.name() + "' declares " + capability);
    }
  }

  /** Ends a rule that does not apply. */
  public void skip(String reason) {
    skip(rule, reason);
  }

  /** Returns the rule's own random numbers; its failures then say how to repeat them. */
  public RandomGenerator random() {
    if (random == null) {
      random = Seed.random(rule);
    }
    return random;
  }

  /** Returns a volume in bytes: the rule's figure, scaled, and at most half of the budget. */
  public long volume(long bytes) {
    return Math.clamp((long) (bytes * fixture.scale()), 1, budget() / 2);
  }

  /**
   * Returns how many blocks of a size to have live: the rule's figure, scaled and in the budget.
   */
  public int blocksOf(int figure, long byteSize) {
    long room = budget() / 2 / (byteSize + BLOCK_OVERHEAD);
    return Math.clamp(room, 1, repeats(figure));
  }

  /** Returns how many blocks of a size to have live: ten while they fit, else one. */
  public int liveOfEach(long byteSize) {
    return budget() / 2 / 10 >= byteSize + BLOCK_OVERHEAD ? 10 : 1;
  }

  /** Returns how often to do something that holds nothing: the rule's figure, scaled. */
  public int repeats(int figure) {
    return (int) Math.max(1, figure * fixture.scale());
  }

  /** Returns the bytes that the tests may have live at once. */
  public long budget() {
    if (budget == 0) {
      budget = fixture.budgetBytes();
    }
    return budget;
  }

  /** Returns all that is known of the allocator now, and of what counts below it. */
  public State state() {
    State state = State.of(allocator.stats());
    return upstream == null ? state : state.and(State.of(upstream));
  }

  /** Fails if anything has changed that was known before. */
  public void assertUnchanged(State before, String afterWhat) {
    String changes = before.changesTo(state());
    if (!changes.isEmpty()) {
      throw failure(afterWhat + " changed the state: " + changes);
    }
  }

  /** Fails unless a condition holds. */
  @SuppressWarnings("AnnotateFormatMethod") // not worth a library for its annotation
  public void check(boolean condition, String message, @Nullable Object... arguments) {
    if (!condition) {
      throw failure(message.formatted(arguments));
    }
  }

  /** Calls what must throw, and returns what it threw. */
  public <X extends Throwable> X thrown(Class<X> expected, String call, Executable executable) {
    try {
      executable.execute();
    } catch (Throwable thrown) {
      if (expected.isInstance(thrown)) {
        return expected.cast(thrown);
      }
      throw failure(
          "%s threw %s instead of %s".formatted(call, thrown, expected.getSimpleName()), thrown);
    }
    throw failure("%s returned instead of throwing %s".formatted(call, expected.getSimpleName()));
  }

  /** Returns threads for this rule. */
  public Crew crew() {
    return new Crew(this, fixture.timeLimit());
  }

  /** Leaves blocks and allocator as they are, because a thread that hangs may hold its locks. */
  void abandon() {
    abandoned = true;
  }

  /** Returns the failure of this rule, to be thrown. */
  public AssertionError failure(String message) {
    return Failures.of(rule, message + seedHint());
  }

  /** Returns the failure of this rule with its cause, to be thrown. */
  public AssertionError failure(String message, Throwable cause) {
    return Failures.because(rule, message + seedHint(), cause);
  }

  /** Frees the blocks left, then closes the allocator; a leak or a fault fails the rule. */
  @Override
  public void close() {
    if (abandoned) {
      return;
    }
    try {
      blocks.close();
    } finally {
      closeAllocator();
    }
  }

  private void closeAllocator() {
    try {
      allocator.close();
    } catch (RuntimeException e) {
      throw failure("every block was freed, and yet close failed", e);
    }
  }

  private String seedHint() {
    return random == null ? "" : Seed.hint();
  }

  private static final long BLOCK_OVERHEAD = 64; // headers, guards, and rounding, roughly
}
