package dev.alloc.tck.reallocation;

import dev.alloc.Allocators;
import dev.alloc.tck.Probe;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import dev.alloc.tck.upstream.FailingUpstream;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** A reallocation that cannot succeed, and what must be as it was before. */
public final class FailedResize {
  private static final long BYTE_SIZE = 100;

  private FailedResize() {}

  /** Asks for sizes that no machine has. */
  public static void beyondAnyMemory(Trial trial) {
    trial.blocks().allocate(BYTE_SIZE, 8);
    long most = trial.allocator().maxByteSize();
    refuse(trial, Long.MAX_VALUE - 64);
    refuse(trial, 1L << 62);
    if (most < Long.MAX_VALUE) {
      refuse(trial, most + 1);
    }
  }

  /** Asks a wrapper whose upstream refuses everything. */
  public static void whenUpstreamIsOut(TckFixture fixture, String rule) {
    Optional<String> below = Probe.below(fixture.spec());
    if (below.isEmpty()) {
      return; // a base was asked for too much already
    }
    FailingUpstream failing =
        new FailingUpstream(Allocators.create(below.get(), fixture.options()));
    try (Trial trial = Trial.over(fixture, rule, failing).orElseThrow()) {
      trial.blocks().allocate(BYTE_SIZE, 8);
      long much = trial.budget() / 4; // more than a pool can have at hand
      failing.fail(1, Long.MAX_VALUE);
      State before = state(trial);
      try {
        trial.blocks().reallocate(0, much, 8);
      } catch (OutOfMemoryError expected) {
        assertAsBefore(trial, before, "reallocate(block, %d, 8)".formatted(much));
      }
      failing.recover();
    }
  }

  private static void refuse(Trial trial, long byteSize) {
    State before = state(trial);
    String call = "reallocate(block, %d, 8)".formatted(byteSize);
    trial.thrown(OutOfMemoryError.class, call, () -> trial.blocks().reallocate(0, byteSize, 8));
    assertAsBefore(trial, before, call);
  }

  private static void assertAsBefore(Trial trial, State before, String call) {
    String changes = before.changesTo(state(trial));
    trial.check(
        changes.isEmpty(), "%s failed, as it should, but changed the state: %s", call, changes);
    LiveSet blocks = trial.blocks();
    MemorySegment old = blocks.memory(0);
    for (int i = 0; i < 4; i++) { // would get the old block's memory if it had been freed
      MemorySegment other = tryAllocate(blocks);
      trial.check(
          other.address() != old.address(),
          "%s failed, as it should, but the old block was given out again",
          call);
    }
    long offset = blocks.tag(0).firstMismatch(old, BYTE_SIZE);
    trial.check(offset < 0, "%s failed and changed byte %d of the old block", call, offset);
    while (blocks.size() > 1) {
      blocks.free(blocks.size() - 1);
    }
  }

  private static MemorySegment tryAllocate(LiveSet blocks) {
    try {
      return blocks.allocate(BYTE_SIZE, 8);
    } catch (OutOfMemoryError upstreamIsOut) {
      return MemorySegment.NULL;
    }
  }

  private static State state(Trial trial) {
    return trial.state().without(State.FAILURES);
  }
}
