package dev.alloc.junit.scope;

import dev.alloc.MemoryFaultException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the blocks of a leak were allocated, as text: the place with most bytes first. */
final class LeakSites {
  private static final int MOST_SITES = 10;

  private LeakSites() {}

  /** Returns lines that each begin with a line break. */
  static String of(MemoryFaultException leak) {
    Map<List<StackTraceElement>, Balance> sites = new LinkedHashMap<>();
    for (Throwable each : leak.getSuppressed()) {
      if (each instanceof MemoryFaultException block) {
        sites.merge(
            callers(block.allocationSite()), new Balance(1, block.byteSize()), Balance::plus);
      }
    }
    List<Map.Entry<List<StackTraceElement>, Balance>> sorted = new ArrayList<>(sites.entrySet());
    sorted.sort(
        Comparator.comparingLong(
            (Map.Entry<List<StackTraceElement>, Balance> site) -> -site.getValue().bytes()));
    StringBuilder text = new StringBuilder();
    sorted.stream().limit(MOST_SITES).forEach(site -> append(text, site.getKey(), site.getValue()));
    Balance rest =
        sorted.stream()
            .skip(MOST_SITES)
            .map(Map.Entry::getValue)
            .reduce(Balance.EVEN, Balance::plus);
    if (!rest.equals(Balance.EVEN)) {
      text.append("\n  ").append(rest).append(" allocated at other places");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<StackTraceElement> site, Balance balance) {
    append(text, balance, "allocated", site);
    if (site.isEmpty()) {
      text.append("; stacks are not recorded with alloc.tracking.depth=0");
    }
  }

  static void append(
      StringBuilder text, Balance balance, String what, List<StackTraceElement> stack) {
    text.append("\n  ").append(balance).append(' ').append(what);
    stack.forEach(frame -> text.append("\n    at ").append(frame));
  }

  /** Leaves out how JUnit came to call the test. */
  static List<StackTraceElement> callers(List<StackTraceElement> site) {
    return site.stream().takeWhile(frame -> !isJUnits(frame.getClassName())).toList();
  }

  private static boolean isJUnits(String type) {
    return type.startsWith("jdk.internal.reflect.")
        || type.startsWith("java.lang.reflect.")
        || type.startsWith("org.junit.");
  }
}
