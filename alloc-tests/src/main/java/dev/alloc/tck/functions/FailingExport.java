package dev.alloc.tck.functions;

import dev.alloc.MemoryFaultException;
import dev.alloc.tck.NativeTables;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.Arena;
import java.util.List;

/** Rule 12.3: what goes wrong is told to C in C's way, and a pointer that is no block is let be. */
public final class FailingExport {
  private final Trial trial;
  private final NativeTables tables;
  private final Refusing refusing;
  private final CSide side;
  private final CCaller c;

  private FailingExport(Trial trial, NativeTables tables, Refusing refusing, CSide side) {
    this.trial = trial;
    this.tables = tables;
    this.refusing = refusing;
    this.side = side;
    this.c = side.calls();
  }

  /** Lets each function fail, then passes it what is no block. */
  public static void verify(Trial trial, NativeTables tables) {
    Refusing refusing = new Refusing(trial.allocator());
    try (CSide side = CSide.over(trial, tables, refusing)) {
      FailingExport rule = new FailingExport(trial, tables, refusing, side);
      for (Throwable thrown :
          List.of(
              new OutOfMemoryError("on purpose"),
              new IllegalStateException("on purpose"),
              new StackOverflowError("on purpose"))) {
        rule.everyFunctionFails(thrown);
      }
      trial.check(side.firstFault().isEmpty(), "a lack of memory was recorded as a misuse");
      rule.noBlockIsTouched();
    }
  }

  private void everyFunctionFails(Throwable thrown) {
    String why = " of an allocator that throws " + thrown.getClass().getSimpleName();
    long block = side.block("malloc(100)", c.malloc(100), 100);
    refusing.throwing(thrown);
    try {
      side.refused("malloc(8)" + why, c.malloc(8), CSide.ENOMEM);
      side.refused("calloc(2, 8)" + why, c.calloc(2, 8), CSide.ENOMEM);
      side.refused("aligned_alloc(16, 16)" + why, c.alignedAlloc(16, 16), CSide.ENOMEM);
      side.refused("realloc(p, 400)" + why, c.realloc(block, 400), CSide.ENOMEM);
    } finally {
      refusing.throwing(null);
    }
    side.verify("a realloc that failed", block, 100, 100);
    c.free(block);
    c.free(side.block("malloc(8) after a failure", c.malloc(8), 8));
  }

  private void noBlockIsTouched() {
    try (Arena arena = Arena.ofConfined();
        CSide other = CSide.over(trial, tables, refusing)) {
      long block = side.block("malloc(100)", c.malloc(100), 100);
      long foreign = other.block("malloc(100)", other.calls().malloc(100), 100);
      refused("memory of somebody else", arena.allocate(64, 16).address());
      refused("the middle of a block", block + 16);
      refused("a block of another export", foreign);
      side.verify("a free of its middle", block, 100, 100);
      side.verify("a free by another export", foreign, 100, 100);
      c.free(block);
      refused("a block that was freed before", block);
      other.calls().free(foreign);
    }
  }

  private void refused(String what, long address) {
    long before = refusing.calls();
    c.free(address);
    trial.check(refusing.calls() == before, "free of %s reached the allocator", what);
    MemoryFaultException fault =
        side.firstFault()
            .orElseThrow(() -> trial.failure("free of %s was not recorded".formatted(what)));
    trial.check(
        fault.kind() == MemoryFaultException.Kind.INVALID_FREE,
        "free of %s was recorded as %s, not as INVALID_FREE",
        what,
        fault.kind());
    side.refused("realloc of " + what, c.realloc(address, 10), CSide.EINVAL);
    trial.check(refusing.calls() == before, "realloc of %s reached the allocator", what);
  }
}
