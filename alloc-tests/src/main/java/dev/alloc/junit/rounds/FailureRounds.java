package dev.alloc.junit.rounds;

import dev.alloc.junit.scope.Balance;
import dev.alloc.junit.scope.Scope;
import dev.alloc.tck.failing.FailurePlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The rounds of one test. */
public final class FailureRounds {
  private final String name;
  private final TestRun test;
  private final Scope scope;
  private final FailurePlan plan;
  private final FailureTerms terms;
  private final Problems problems;

  /**
   * Prepares the rounds of a test.
   *
   * @param name the test's name, the beginning of a sentence
   * @param test the test, to be called within the scope
   * @param scope the scope of the test, whose allocations can be made to fail
   * @param terms what the test may do about that
   */
  public FailureRounds(String name, TestRun test, Scope scope, FailureTerms terms) {
    this.name = name;
    this.test = test;
    this.scope = scope;
    this.plan = scope.plan();
    this.terms = terms;
    this.problems = new Problems(name);
  }

  /** What the test did in a round. */
  private record Outcome(
      long allocations,
      boolean untouched,
      @Nullable Throwable thrown,
      Optional<OutOfMemoryError> failure) {}

  /**
   * Runs the test without and then with failures.
   *
   * @param first the first run
   * @throws Throwable what the first run throws, or the failure that tells of all problems
   */
  public void runAll(ScopedValue.CallableOp<?, Throwable> first) throws Throwable {
    plan.heal();
    Balance before = scope.live();
    first.call();
    long allocations = plan.requests();
    if (2 * allocations + 1 > terms.rounds()) {
      throw new AssertionFailedError(
          "%s makes %d allocations, which are %d rounds, and the limit is %d; test less at a time, or say rounds = %d"
              .formatted(
                  name, allocations, 2 * allocations + 1, terms.rounds(), 2 * allocations + 1));
    }
    test.renew();
    if (!scope.terms().accept(scope.live().minus(before))) {
      return; // it leaks without a failure, and is told so when it ends
    }
    int rounds = runRounds(allocations);
    throwIfPresent(problems.failure(allocations, rounds));
  }

  /**
   * Runs the test with one failure.
   *
   * @param round which one
   * @throws Throwable the failure that tells of all problems
   */
  public void runAlone(Round round) throws Throwable {
    Outcome outcome = run(round);
    if (outcome.untouched()) {
      problems.neverReached(round, outcome.allocations());
    } else {
      judge(round, outcome);
    }
    throwIfPresent(problems.failure(outcome.allocations(), 1));
  }

  /** Returns how many rounds there were. */
  private int runRounds(long allocations) throws Throwable {
    int rounds = 0;
    for (long number = 1; !problems.areEnough(); number++) {
      for (boolean andAllAfter : new boolean[] {false, true}) {
        Round round = new Round(number, andAllAfter);
        Balance before = scope.live();
        Outcome outcome = run(round);
        rounds++;
        if (outcome.untouched() ? number != allocations + 1 : number > allocations) {
          problems.notDeterministic(
              round, allocations, outcome.untouched() ? outcome.allocations() : number);
          return rounds;
        }
        if (outcome.untouched()) {
          if (outcome.thrown() != null) {
            problems.brokenAfterwards(outcome.thrown());
          }
          return rounds; // what comes after the last run is JUnit's
        }
        judge(round, outcome);
        if (!renew(round)) {
          return rounds;
        }
        judge(round, scope.live().minus(before), outcome.failure());
      }
    }
    return rounds;
  }

  private Outcome run(Round round) throws Throwable {
    long before = plan.failures();
    @Nullable Throwable thrown = null;
    round.arm(plan);
    try {
      test.run();
    } catch (TestAbortedException | InterruptedException stop) {
      plan.heal();
      throw stop;
    } catch (Throwable any) {
      thrown = any;
    }
    Outcome outcome =
        new Outcome(plan.requests(), plan.failures() == before, thrown, plan.firstFailure());
    plan.heal();
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted in " + round.describe());
    }
    return outcome;
  }

  private void judge(Round round, Outcome outcome) {
    if (outcome.thrown() == null) {
      if (!terms.mayRecover()) {
        problems.swallowed(round, outcome.failure());
      }
    } else if (!terms.accept(outcome.thrown())) {
      problems.threw(round, outcome.thrown());
    }
  }

  private void judge(Round round, Balance leak, Optional<OutOfMemoryError> failure) {
    boolean accepted = scope.terms().accept(leak);
    if (!accepted) {
      problems.leaked(round, leak, failure);
    }
    if (accepted || !scope.terms().sites()) { // else the end tells where all of it was allocated
      scope.excuse(leak);
    }
  }

  /** Returns whether there can be another round. */
  private boolean renew(Round round) {
    try {
      test.renew();
      return true;
    } catch (Throwable thrown) {
      problems.threwAround(round, thrown);
      return false;
    }
  }

  private static void throwIfPresent(Optional<AssertionFailedError> failure) {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
