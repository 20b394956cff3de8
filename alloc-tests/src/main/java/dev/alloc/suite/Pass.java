package dev.alloc.suite;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.suite.lisp.Interpreter;
import java.util.List;

/**
 * One pass over all programs, again and again: each is run, its output compared, and the number of
 * live blocks compared with that before.
 *
 * <p>An allocator that does not count is believed what the interpreter counts.
 */
final class Pass {
  private final Allocator allocator;
  private final List<Program> programs;
  private final Failures failures;
  private final boolean resets;
  private Interpreter interpreter = new Interpreter();
  private long allocations; // of interpreters that were given up

  Pass(Allocator allocator, List<Program> programs, Failures failures, boolean resets) {
    this.allocator = allocator;
    this.programs = programs;
    this.failures = failures;
    this.resets = resets;
  }

  /**
   * Whether an allocator releases its blocks in bulk, so that frees need not give anything back.
   */
  static boolean resets(Allocator allocator) {
    return allocator.capabilities().contains(Capability.RESET);
  }

  /** How many blocks the programs have allocated so far. */
  long allocations() {
    return allocations + interpreter.allocations();
  }

  /** Runs all programs and returns the nanoseconds it took. */
  long run() {
    long start = System.nanoTime();
    long before = live();
    for (int i = 0; i < programs.size(); i++) {
      run(i);
      long after = live();
      if (after != before) {
        failures.leak(i, after - before);
        before = after; // the next program is not to blame for it
      }
      if (resets) {
        allocator.reset(Long.MAX_VALUE);
        before = live();
      }
    }
    return System.nanoTime() - start;
  }

  private void run(int program) {
    Program next = programs.get(program);
    try {
      String wrong = interpreter.run(next.text(), next.expected());
      if (wrong != null) {
        failures.wrongResult(program, wrong);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      failures.thrown(program, e);
      if (e instanceof RuntimeException) { // a fault of memory may have hit the interpreter's own
        allocations += interpreter.allocations();
        interpreter = new Interpreter();
      }
    }
  }

  private long live() {
    return allocator.stats().liveBlocks().orElse(interpreter.liveBlocks());
  }
}
