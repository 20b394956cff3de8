package dev.alloc.tck.functions;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alloc.Capability;
import dev.alloc.tck.NativeTables;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;

/** Rule 12.1: every function does what its name says, with C's order of arguments. */
public final class CallsInOrder {
  private static final long ALIGNMENT = 64;

  private final Trial trial;
  private final CSide side;
  private final CCaller c;

  private CallsInOrder(Trial trial, CSide side) {
    this.trial = trial;
    this.side = side;
    this.c = side.calls();
  }

  /** Calls each function, and frees what it gave. */
  public static void verify(Trial trial, NativeTables tables) {
    try (CSide side = CSide.of(trial, tables)) {
      CallsInOrder rule = new CallsInOrder(trial, side);
      for (long byteSize : new long[] {1, 24, 100, 1_000, 4_000}) {
        rule.mallocAndRealloc(byteSize);
        rule.callocIsZero(byteSize);
        rule.alignedAlloc(byteSize);
      }
      if (trial.has(Capability.THREAD_SAFE)) {
        rule.foreignThreads();
      }
      rule.rawTablesCross(tables);
    }
  }

  private void mallocAndRealloc(long byteSize) {
    long block = side.block("malloc(%d)".formatted(byteSize), c.malloc(byteSize), byteSize);
    if (c.hasUsableSize()) {
      long usable = c.usableSize(block);
      trial.check(usable >= byteSize, "malloc_usable_size of malloc(%d) is %d", byteSize, usable);
    }
    String grow = "realloc(block of %d, %d)".formatted(byteSize, 2 * byteSize);
    long grown = c.realloc(block, 2 * byteSize);
    trial.check(grown != 0, "%s returned NULL, errno %d", grow, c.errno());
    side.verify(grow, grown, byteSize, byteSize);
    String shrink = "realloc(block of %d, %d)".formatted(2 * byteSize, byteSize);
    long shrunk = c.realloc(grown, byteSize);
    trial.check(shrunk != 0, "%s returned NULL, errno %d", shrink, c.errno());
    side.verify(shrink, shrunk, byteSize, byteSize);
    c.free(shrunk);
  }

  private void callocIsZero(long byteSize) {
    long dirt = side.block("malloc", c.malloc(8 * byteSize), 8 * byteSize);
    c.free(dirt); // so that its memory may be what calloc gets
    String call = "calloc(%d, 8)".formatted(byteSize);
    long block = c.calloc(byteSize, 8);
    trial.check(block != 0, "%s returned NULL, errno %d", call, c.errno());
    MemorySegment memory = CCaller.bytes(block, 8 * byteSize);
    for (long at = 0; at < memory.byteSize(); at++) {
      trial.check(memory.get(JAVA_BYTE, at) == 0, "byte %d of %s is not zero", at, call);
    }
    side.block(call, block, 8 * byteSize);
    c.free(block);
  }

  private void alignedAlloc(long byteSize) {
    long alignment = Math.min(ALIGNMENT, trial.allocator().maxAlignment());
    long room = 3 * alignment * byteSize % 4_096 + 3 * alignment; // C wants a multiple
    long whole = room / alignment * alignment;
    String call = "aligned_alloc(%d, %d)".formatted(alignment, whole);
    c.free(side.block(call, c.alignedAlloc(alignment, whole), whole, alignment));
  }

  /** Threads of C's own allocate, and free what Java's thread allocated. */
  private void foreignThreads() {
    ForeignThread.find()
        .ifPresent(
            thread -> {
              long block = thread.run(functions().malloc(), 48);
              side.block("malloc(48) on a thread that Java has not made", block, 48);
              c.free(block);
              long own = side.block("malloc(48)", c.malloc(48), 48);
              thread.run(functions().free(), own);
            });
  }

  /** Where C calls C, two tables are the same functions; any other is asked in rule 12.3. */
  private void rawTablesCross(NativeTables tables) {
    if (side.isRaw()) {
      try (CSide other = CSide.of(trial, tables)) {
        other.calls().free(side.block("malloc(32)", c.malloc(32), 32));
      }
    }
  }

  private NativeTables.Functions functions() {
    return side.functions();
  }
}
