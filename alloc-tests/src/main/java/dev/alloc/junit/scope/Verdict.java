package dev.alloc.junit.scope;

import dev.alloc.MemoryFaultException;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/** Says what a balance means. */
final class Verdict {
  private static final String SITES = "@LeakCheck(sites = true) or -Dalloc.junit.sites=true";

  private Verdict() {}

  static AssertionFailedError of(
      Subject subject,
      Balance balance,
      boolean sites,
      Optional<MemoryFaultException> leak,
      Strays strays) {
    return withoutStack(
        subject.name()
            + ' '
            + describe(balance, sites, leak)
            + strays.describe()
            + advice(subject.advice()));
  }

  /** The stack of a verdict leads to this extension, which nobody is looking for. */
  private static AssertionFailedError withoutStack(String message) {
    AssertionFailedError failure = new AssertionFailedError(message);
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  private static String describe(
      Balance balance, boolean sites, Optional<MemoryFaultException> leak) {
    String what = balance.describe();
    if (balance.blocks() > 0) {
      return what + where(sites, leak);
    }
    if (balance.blocks() < 0) {
      return "%s: allocated before it began, or freed twice.%s"
          .formatted(what, sites ? "" : "\n  To see which call: " + SITES);
    }
    return what + ": it resized a block that is not its own, or freed one and left one.";
  }

  private static String where(boolean sites, Optional<MemoryFaultException> leak) {
    if (!sites) {
      return "\n  To see where: " + SITES;
    }
    return leak.map(LeakSites::of)
        .orElse(
            "\n  The allocator below releases in bulk and does not list blocks; to see where, run"
                + " with -Dalloc.impl=system");
  }

  private static String advice(String advice) {
    return advice.isEmpty() ? "" : "\n  " + advice;
  }
}
