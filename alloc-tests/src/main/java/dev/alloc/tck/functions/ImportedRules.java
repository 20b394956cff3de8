package dev.alloc.tck.functions;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.AlignmentRules;
import dev.alloc.tck.AllocationRules;
import dev.alloc.tck.FailureRules;
import dev.alloc.tck.FreeingRules;
import dev.alloc.tck.NativeTables;
import dev.alloc.tck.ReallocationRules;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.Failures;
import dev.alloc.tck.trial.Trial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * Rule 12.4: chapters 1 to 5 for what malloc and free of an export alone make, at a small scale.
 *
 * @param outer the allocator under test
 */
public record ImportedRules(TckFixture outer, NativeTables tables)
    implements AllocationRules, AlignmentRules, ReallocationRules, FreeingRules, FailureRules {
  private static final double SCALE = 0.05; // of the scale of the whole run
  private static final long BUDGET = 1L << 20;

  /** C frees one by one, and has no way to ask for memory back in bulk. */
  public static void requireRoom(Trial trial) {
    if (!trial.has(Capability.INDIVIDUAL_FREE) && trial.budget() < BUDGET) {
      trial.skip(
          "'%s' takes memory back only in bulk, and has too little of it to go without"
              .formatted(trial.allocator().name()));
    }
  }

  /** Runs the rules; the first that fails fails 12.4. */
  public void verify(String rule) {
    Arrays.stream(ImportedRules.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .sorted(Comparator.comparing(Method::getName))
        .forEach(method -> run(rule, method));
  }

  private void run(String rule, Method method) {
    try {
      method.invoke(this);
    } catch (InvocationTargetException thrown) {
      Throwable failure = thrown.getTargetException();
      if (!(failure instanceof TestAbortedException)) {
        throw Failures.because(
            rule, "an allocator of malloc and free alone fails " + method.getName(), failure);
      }
    } catch (IllegalAccessException e) {
      throw new LinkageError(method.toString(), e);
    }
  }

  @Override
  public String spec() {
    return "system"; // a base, as these rules see it
  }

  @Override
  public Allocator create() {
    return ReturnedAllocator.of(tables, outer.create(), NativeTables.Functions::mallocAndFree);
  }

  @Override
  public Optional<Allocator> create(Allocator upstream) {
    return Optional.empty();
  }

  @Override
  public Optional<Allocator> createWithLimit(long bytes) {
    return Optional.empty();
  }

  @Override
  public Optional<Allocator> createSafe() {
    return Optional.empty();
  }

  @Override
  public long budgetBytes() {
    return Math.min(outer.budgetBytes() / 4, BUDGET);
  }

  @Override
  public double scale() {
    return outer.scale() * SCALE;
  }

  @Override
  public Duration timeLimit() {
    return outer.timeLimit();
  }
}
