package dev.alloc.system.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many mappings all guarding allocators of this process may have together: a JVM that gets none
 * for itself dies, so some of the kernel's limit are never taken.
 *
 * @param limit of the kernel; {@code Integer.MAX_VALUE} where it has none
 * @param taken by guarded blocks and kept ranges
 */
record MappingBudget(int limit, AtomicInteger taken) {
  private static final Path LIMIT = Path.of("/proc/sys/vm/max_map_count");
  private static final int LINUX_DEFAULT = 65_530;
  private static final int SHARE_OF_THE_JVM = 16; // one of 16: 4 095 by default

  private static final MappingBudget OF_THIS_PROCESS =
      new MappingBudget(limitOfTheKernel(), new AtomicInteger());

  static MappingBudget ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  boolean take(int mappings) {
    if (taken.addAndGet(mappings) <= limit - limit / SHARE_OF_THE_JVM) {
      return true;
    }
    giveBack(mappings);
    return false;
  }

  void giveBack(int mappings) {
    taken.addAndGet(-mappings);
  }

  /** Why there is none, and what to do, as the end of a message. */
  String exhausted() {
    return ("guard=page has taken %d mappings, two for each block, of the %d that vm.max_map_count"
            + " allows this process. Raise it (sysctl -w vm.max_map_count=...), or guard fewer"
            + " blocks (alloc.system.guardSample).")
        .formatted(taken.get(), limit);
  }

  private static int limitOfTheKernel() {
    if (!System.getProperty("os.name").startsWith("Linux")) {
      return Integer.MAX_VALUE;
    }
    try (BufferedReader file = Files.newBufferedReader(LIMIT)) {
      // In one read: this kind of file ends after the first, and Files.readString begins with one
      // byte.
      return Integer.parseInt(Objects.requireNonNullElse(file.readLine(), ""));
    } catch (IOException | NumberFormatException noProcFileSystem) {
      return LINUX_DEFAULT;
    }
  }
}
