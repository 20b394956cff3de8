package dev.alloc.debug.fault;

import dev.alloc.MemoryFaultException;
import java.util.List;

/** What is done about a fault. */
public enum Reaction {
  /** The call throws it, and has changed nothing. */
  THROW,
  /** It is written to standard error, and the call goes on. */
  REPORT,
  /** It is written to standard error, and the process ends at once. */
  ABORT;

  private static final int EXIT_CODE = 134; // as a process ended by abort() has

  /**
   * Returns whether the caller gets to see it.
   *
   * @return whether faults are thrown
   */
  public boolean isThrown() {
    return this == THROW;
  }

  /**
   * Reacts.
   *
   * @param fault what was found
   * @throws MemoryFaultException the fault, if it is to be thrown
   */
  public void to(MemoryFaultException fault) {
    if (this == THROW) {
      throw fault;
    }
    System.err.println(text(fault));
    System.err.flush();
    if (this == ABORT) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  /**
   * Reacts to several at once.
   *
   * @param faults what was found, perhaps nothing
   * @throws MemoryFaultException the first of them, which suppresses the others
   */
  public void to(List<MemoryFaultException> faults) {
    if (this != THROW) {
      faults.forEach(this::to);
    } else if (!faults.isEmpty()) {
      MemoryFaultException first = faults.getFirst();
      faults.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  /** The message, and the stacks that it only mentions. */
  private static String text(MemoryFaultException fault) {
    StringBuilder text = new StringBuilder(String.valueOf(fault.getMessage()));
    append(text, "allocated", fault.allocationSite());
    fault.freeSites().forEach(site -> append(text, "freed", site));
    append(text, "noticed", List.of(fault.getStackTrace()));
    return text.toString();
  }

  private static void append(StringBuilder text, String what, List<StackTraceElement> site) {
    if (!site.isEmpty()) {
      text.append("\n  ").append(what).append(':');
      site.forEach(frame -> text.append("\n    at ").append(frame));
    }
  }
}
