package dev.alloc.junit.scope;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a test freed or resized that is not its own, and from where. */
final class Strays {
  private static final List<String> PLATFORM =
      List.of(
          "dev.alloc.Alloc", // the holder and the interface
          "dev.alloc.MemoryFaultException",
          "dev.alloc.junit.scope.",
          "dev.alloc.tck.failing.",
          "dev.alloc.tck.upstream.",
          "dev.alloc.tracking.",
          "java.lang.invoke.");

  private final Map<List<StackTraceElement>, Balance> byCall = new LinkedHashMap<>();
  private Balance balance = Balance.EVEN;

  /** Notes a call that the thread with this stack has made. */
  synchronized void add(StackTraceElement[] stack, Balance change) {
    balance = balance.plus(change);
    byCall.merge(LeakSites.callers(caller(stack)), change, Balance::plus);
  }

  /** How much less is live in all. */
  synchronized Balance balance() {
    return balance;
  }

  /** Returns lines that each begin with a line break. */
  synchronized String describe() {
    StringBuilder text = new StringBuilder();
    byCall.forEach(
        (call, change) ->
            LeakSites.append(text, change, change.blocks() == 0 ? "resized" : "freed", call));
    return text.toString();
  }

  private static List<StackTraceElement> caller(StackTraceElement[] stack) {
    return List.of(stack).stream().dropWhile(frame -> isPlatform(frame.getClassName())).toList();
  }

  private static boolean isPlatform(String type) {
    return PLATFORM.stream().anyMatch(type::startsWith);
  }
}
