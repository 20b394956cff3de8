package dev.alloc.junit.rounds;

import dev.alloc.junit.scope.Balance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** What the rounds of one test have found. */
final class Problems {
  private static final int ENOUGH = 10;

  private final String test;
  private final List<String> lines = new ArrayList<>();
  private final List<Throwable> causes = new ArrayList<>();
  private @Nullable Round first;
  private int failedRounds;
  private @Nullable Round last;
  private boolean leaks;
  private long shown; // the allocation whose failing call was added to the causes

  Problems(String test) {
    this.test = test;
  }

  /** Whether there are so many that more of them would not help. */
  boolean areEnough() {
    return failedRounds >= ENOUGH;
  }

  void swallowed(Round round, Optional<OutOfMemoryError> error) {
    add(round, "passed all the same; if it is meant to, say mayRecover = true");
    show(round, error);
  }

  void threw(Round round, Throwable thrown) {
    add(round, "threw " + thrown);
    causes.add(thrown);
  }

  void threwAround(Round round, Throwable thrown) {
    add(round, "had @AfterEach or @BeforeEach throw " + thrown);
    causes.add(thrown);
  }

  void leaked(Round round, Balance leak, Optional<OutOfMemoryError> error) {
    leaks = true;
    add(round, leak.describe());
    show(round, error);
  }

  void neverReached(Round round, long allocations) {
    add(round, "made only " + allocations + (allocations == 1 ? " allocation" : " allocations"));
  }

  void notDeterministic(Round round, long before, long now) {
    add(
        round,
        ("made %d allocations before any failure and the first run %d, so the numbers of rounds"
                + " mean nothing; if the first run fills a cache, say @LeakCheck(warmUps = 1)")
            .formatted(now, before));
  }

  void brokenAfterwards(Throwable thrown) {
    lines.add(
        "the run after them, in which nothing failed, threw %s: a failure left something broken"
            .formatted(thrown));
    causes.add(thrown);
  }

  /** Returns the failure of the test, if there is any. */
  Optional<AssertionFailedError> failure(long allocations, int rounds) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder message = new StringBuilder(test);
    message.append(
        " does not survive failing allocations: %d of %d rounds%s failed, with %d allocations a run"
            .formatted(failedRounds, rounds, areEnough() ? " so far" : "", allocations));
    lines.forEach(line -> message.append("\n  ").append(line));
    if (first != null) {
      message
          .append("\n  One round alone: -Dalloc.junit.round=")
          .append(first)
          .append(leaks ? ", with -Dalloc.junit.sites=true to see what leaks" : "");
    }
    AssertionFailedError failure = new AssertionFailedError(message.toString());
    failure.setStackTrace(new StackTraceElement[0]);
    causes.forEach(failure::addSuppressed);
    return Optional.of(failure);
  }

  /** Shows the call that failed, once for an allocation. */
  private void show(Round round, Optional<OutOfMemoryError> error) {
    if (error.isPresent() && shown != round.allocation()) {
      causes.add(error.get());
      shown = round.allocation();
    }
  }

  private void add(Round round, String what) {
    if (first == null) {
      first = round;
    }
    if (!round.equals(last)) {
      failedRounds++;
      last = round;
    }
    lines.add(round.describe() + ": " + what);
  }
}
