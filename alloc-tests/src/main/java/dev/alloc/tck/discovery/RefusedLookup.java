package dev.alloc.tck.discovery;

import dev.alloc.AllocatorLookupException;
import dev.alloc.tck.trial.Failures;
import org.junit.jupiter.api.function.Executable;

/** Looks something up that must be refused. */
public final class RefusedLookup {

  private RefusedLookup() {}

  /** Returns what the lookup threw, or fails the rule if it found something. */
  static AllocatorLookupException of(String rule, String what, Executable lookup) {
    try {
      lookup.execute();
    } catch (AllocatorLookupException refused) {
      return refused;
    } catch (Throwable other) {
      throw Failures.because(rule, "asked for " + what + " the lookup threw", other);
    }
    throw Failures.of(rule, "asked for " + what + " the lookup gave something else instead");
  }

  /** Returns what the caller is told, or fails the rule if that is nothing. */
  static String message(String rule, AllocatorLookupException refused) {
    String message = refused.getMessage();
    if (message == null) {
      throw Failures.because(rule, "the lookup was refused without a message", refused);
    }
    return message;
  }
}
