package dev.alloc.tck.failure;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.function.Executable;

/** Every call there is, made after close. */
public final class ClosedCalls {
  private final Trial trial;

  private ClosedCalls(Trial trial) {
    this.trial = trial;
  }

  public static void verify(Trial trial) {
    Allocator allocator = trial.allocator();
    MemorySegment dead = allocator.allocate(16, 8);
    allocator.free(dead);
    allocator.close();
    new ClosedCalls(trial).verify(allocator, dead);
  }

  private void verify(Allocator allocator, MemorySegment dead) {
    refused("allocate(16, 8)", () -> allocator.allocate(16, 8));
    refused("allocate(0, 1)", () -> allocator.allocate(0, 1));
    refused("allocate(JAVA_INT)", () -> allocator.allocate(ValueLayout.JAVA_INT));
    refused("allocateZeroed(16, 8)", () -> allocator.allocateZeroed(16, 8));
    refused("reallocate(block, 32, 8)", () -> allocator.reallocate(dead, 32, 8));
    refused("free(block)", () -> allocator.free(dead));
    refused("check()", allocator::check);
    refused("resetPeak()", allocator::resetPeak);
    refused("stats()", allocator::stats);
    refused("confinedArena(true)", () -> allocator.confinedArena(true));
    refused("sharedArena(true)", () -> allocator.sharedArena(true));
    optional(Capability.RESET, "reset(0)", () -> allocator.reset(0));
    optional(Capability.MARK, "mark()", allocator::mark);
    answers("name()", () -> allocator.name().length());
    answers("capabilities()", () -> allocator.capabilities().size());
    answers("maxAlignment()", allocator::maxAlignment);
    answers("maxByteSize()", allocator::maxByteSize);
    answers("a second close()", allocator::close);
  }

  private void refused(String call, Executable executable) {
    IllegalStateException thrown =
        trial.thrown(IllegalStateException.class, "after close, " + call, executable);
    trial.check(
        !(thrown instanceof MemoryFaultException),
        "after close, %s blames the caller's memory instead of the closed allocator: %s",
        call,
        thrown.getMessage());
  }

  /** A call that an allocator without the capability may refuse as unsupported at any time. */
  private void optional(Capability capability, String call, Executable executable) {
    if (trial.has(capability)) {
      refused(call, executable);
      return;
    }
    RuntimeException thrown =
        trial.thrown(RuntimeException.class, "after close, " + call, executable);
    trial.check(
        thrown instanceof IllegalStateException || thrown instanceof UnsupportedOperationException,
        "after close, %s threw %s instead of IllegalStateException",
        call,
        thrown);
  }

  private void answers(String call, Executable executable) {
    try {
      executable.execute();
    } catch (Throwable thrown) {
      throw trial.failure("after close, %s must still be answered".formatted(call), thrown);
    }
  }
}
