package dev.alloc.tck.diagnostics;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Frees blocks twice (rules 8.1a and 8.1b). */
public final class DoubleFree {
  private static final int BYTES = 24;
  private static final int OTHERS = 1_024;
  private static final long MUCH_LARGER = 64;

  private final Trial trial;
  private final Allocator allocator;

  public DoubleFree(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
  }

  public void verify() {
    MemorySegment p = allocator.allocate(BYTES, 8);
    MemorySegment q = allocator.allocate(BYTES, 8);
    allocator.free(p);
    assertSitesNamed(refused(p, "freeing a block twice in a row"));
    allocator.free(q);
    assertSitesNamed(refused(p, "freeing a block again after another one"));
    assertSitesNamed(refused(q, "freeing the other block again"));
    afterReallocation();
    assertNoneLive();
    trial.blocks().allocate(BYTES, 8);
  }

  private void assertNoneLive() {
    long live = allocator.stats().liveBlocks().orElse(0);
    trial.check(live == 0, "after second frees were refused, %d blocks are live", live);
  }

  /** The old segment is dead, whether the block has moved or not. */
  private void afterReallocation() {
    MemorySegment old = allocator.allocate(BYTES, 8);
    MemorySegment neighbour = allocator.allocate(BYTES, 8);
    MemorySegment resized = allocator.reallocate(old, BYTES * MUCH_LARGER, 8);
    if (resized.address() != old.address()) {
      fault(old, "freeing the old segment of a reallocated block");
    }
    allocator.free(resized);
    refused(resized, "freeing a reallocated block twice");
    allocator.free(neighbour);
  }

  /** Keeps the others live, so that memory that is not held back is theirs by then. */
  public void verifyLate() {
    MemorySegment p = allocator.allocate(BYTES, 8);
    allocator.free(p);
    int others = (int) Math.min(OTHERS, trial.budget() / 2 / (4 * BYTES));
    for (int i = 0; i < others; i++) {
      trial.blocks().allocate(BYTES, 8);
    }
    refused(p, "freeing a block again after %d other allocations".formatted(others));
  }

  private MemoryFaultException refused(MemorySegment block, String what) {
    MemoryFaultException fault = fault(block, what);
    trial.check(
        fault.kind() == Kind.DOUBLE_FREE,
        "%s was reported as %s instead of DOUBLE_FREE: %s",
        what,
        fault.kind(),
        fault.getMessage());
    trial.check(
        fault.address() == block.address(),
        "the fault of %s is about address 0x%x instead of 0x%x",
        what,
        fault.address(),
        block.address());
    return fault;
  }

  private MemoryFaultException fault(MemorySegment block, String what) {
    return trial.thrown(MemoryFaultException.class, what, () -> allocator.free(block));
  }

  /** Both frees are named, or none, if the allocator does not look at stacks. */
  private void assertSitesNamed(MemoryFaultException fault) {
    List<List<StackTraceElement>> sites = fault.freeSites();
    trial.check(
        sites.isEmpty() || sites.size() == 2,
        "a second free was reported with %d free sites instead of both, or none",
        sites.size());
    for (List<StackTraceElement> site : sites) {
      trial.check(
          site.isEmpty() || isHere(site.getFirst()),
          "the free of %s is said to be at %s",
          DoubleFree.class.getName(),
          site.isEmpty() ? "" : site.getFirst());
    }
  }

  private static boolean isHere(StackTraceElement frame) {
    return frame.getClassName().equals(DoubleFree.class.getName());
  }
}
