package dev.alloc.suite;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import dev.alloc.suite.lisp.Interpreter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs a program that leaked once more, under an allocator that records stacks: to record them all
 * the time would cost many times what the programs do themselves.
 */
final class LeakSearch {
  private static final int MOST_SITES = 5;

  private LeakSearch() {}

  private record Leaked(long blocks, long bytes) {
    Leaked plus(Leaked other) {
      return new Leaked(blocks + other.blocks, bytes + other.bytes);
    }
  }

  /**
   * Returns what to say of the leak besides its size.
   *
   * @param withStacks creates the allocator; it stays open if blocks of it are left
   */
  static String explain(Program program, Supplier<Allocator> withStacks) {
    Allocator allocator = withStacks.get();
    String ended = Allocators.callWith(allocator, () -> run(program));
    try {
      allocator.close();
      return "; run again with stacks it did not leak" + ended;
    } catch (MemoryFaultException leak) {
      return "; run again with stacks" + ended + sites(leak);
    }
  }

  private static String run(Program program) {
    try {
      new Interpreter().run(program.text(), program.expected());
      return "";
    } catch (RuntimeException | OutOfMemoryError e) {
      return " and failed with " + e;
    }
  }

  private static String sites(MemoryFaultException leak) {
    Map<List<StackTraceElement>, Leaked> sites = new LinkedHashMap<>();
    for (Throwable each : leak.getSuppressed()) {
      if (each instanceof MemoryFaultException block) {
        sites.merge(block.allocationSite(), new Leaked(1, block.byteSize()), Leaked::plus);
      }
    }
    StringBuilder text = new StringBuilder();
    sites.entrySet().stream()
        .limit(MOST_SITES)
        .forEach(site -> append(text, site.getKey(), site.getValue()));
    if (sites.size() > MOST_SITES) {
      text.append("\n  and at %d other places".formatted(sites.size() - MOST_SITES));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<StackTraceElement> site, Leaked leaked) {
    text.append(
        "\n  %d %s (%d bytes) allocated"
            .formatted(leaked.blocks(), leaked.blocks() == 1 ? "block" : "blocks", leaked.bytes()));
    site.forEach(frame -> text.append("\n    at ").append(frame));
  }
}
