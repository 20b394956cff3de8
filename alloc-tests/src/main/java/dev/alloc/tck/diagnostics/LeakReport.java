package dev.alloc.tck.diagnostics;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import dev.alloc.tck.trial.Trial;
import java.util.Map;
import java.util.TreeMap;

/** Closes an allocator too early and reads what it says of each block (rule 8.7). */
public final class LeakReport {
  private static final int BLOCKS = 5;
  private static final int BYTES = 24;

  private final Trial trial;
  private final Allocator allocator;

  public LeakReport(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
  }

  public void verify() {
    Map<Long, Long> live = new TreeMap<>();
    for (int i = 0; i < BLOCKS; i++) {
      trial.blocks().add(allocator.allocate(BYTES + i, 8));
    }
    trial.blocks().blocks().forEach(b -> live.put(b.memory().address(), b.memory().byteSize()));
    MemoryFaultException fault =
        trial.thrown(
            MemoryFaultException.class,
            "close() with %d live blocks".formatted(BLOCKS),
            allocator::close);
    trial.check(
        fault.kind() == Kind.LEAK,
        "close() with live blocks threw %s instead of LEAK: %s",
        fault.kind(),
        fault.getMessage());
    Map<Long, Long> reported = new TreeMap<>();
    for (Throwable suppressed : fault.getSuppressed()) {
      if (suppressed instanceof MemoryFaultException block && block.kind() == Kind.LEAK) {
        reported.put(block.address(), block.byteSize());
        assertNamed(block);
      }
    }
    trial.check(
        reported.equals(live),
        "the fault of close() names the blocks (address=size) %s, live are %s",
        reported,
        live);
    assertTotals(reported);
  }

  private void assertNamed(MemoryFaultException block) {
    String thread = Thread.currentThread().getName();
    trial.check(
        String.valueOf(block.getMessage()).contains(thread),
        "a leaked block was allocated by thread '%s', which its fault does not name: %s",
        thread,
        block.getMessage());
    trial.check(
        !block.allocationSite().isEmpty()
            && block.allocationSite().getFirst().getClassName().equals(LeakReport.class.getName()),
        "a leaked block was allocated by %s, its fault says: %s",
        LeakReport.class.getName(),
        block.allocationSite().isEmpty() ? "nothing" : block.allocationSite().getFirst());
  }

  private void assertTotals(Map<Long, Long> reported) {
    if (trial.has(Capability.COUNTS)) {
      long bytes = reported.values().stream().mapToLong(Long::longValue).sum();
      long counted = allocator.stats().liveBytes().orElseThrow();
      trial.check(
          bytes == counted,
          "the blocks in the fault have %d bytes in all, by the statistics %d are live",
          bytes,
          counted);
    }
  }
}
