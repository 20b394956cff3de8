package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.threads.EndedThreads;
import dev.alloc.tck.threads.ProducersAndConsumers;
import dev.alloc.tck.threads.Reentry;
import dev.alloc.tck.threads.SharedSlots;
import dev.alloc.tck.threads.VirtualThreads;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Chapter 7: many threads, or one only.
 *
 * <p>Every test is bounded by a number of requests; {@link #timeLimit} only ends what hangs.
 */
public interface ThreadRules extends TckFixture {

  /** Threads that come and go hand a quarter of their blocks to each other. */
  @Test
  @DisplayName("7.1 threads that come and go and hand blocks over keep their contents")
  default void when_THREAD_SAFE_7_1_threadsHandBlocksOver() {
    try (Trial trial = Trial.of(this, "7.1")) {
      trial.assume(Capability.THREAD_SAFE);
      new SharedSlots(trial).run();
      verifyNothingIsLive(trial, "after all threads ended and every block was freed");
    }
  }

  /** One side never frees, the other never allocates. */
  @Test
  @DisplayName("7.2 producers only allocate, consumers only free")
  default void when_THREAD_SAFE_7_2_producersAllocateConsumersFree() {
    try (Trial trial = Trial.of(this, "7.2")) {
      trial.assume(Capability.THREAD_SAFE);
      ProducersAndConsumers work = new ProducersAndConsumers(trial, timeLimit(), heldBackBytes());
      work.run();
      work.verifyMemory();
      verifyNothingIsLive(trial, "after the consumers freed every block");
    }
  }

  /** Virtual threads share carriers and change them: nothing may hang on either. */
  @Test
  @DisplayName("7.3 virtual threads lose nothing and leave nothing behind")
  default void when_THREAD_SAFE_7_3_virtualThreadsLeaveNothingBehind() {
    try (Trial trial = Trial.of(this, "7.3")) {
      trial.assume(Capability.THREAD_SAFE);
      new VirtualThreads(trial).run();
      verifyNothingIsLive(trial, "after all virtual threads ended");
    }
  }

  /** An allocator for one thread says so to every other. */
  @Test
  @DisplayName("7.4 use from another thread throws WrongThreadException")
  default void when_not_THREAD_SAFE_7_4_otherThreadsAreRefused() {
    try (Trial trial = Trial.of(this, "7.4")) {
      trial.assumeNot(Capability.THREAD_SAFE);
      Allocator allocator = trial.allocator();
      MemorySegment block = trial.blocks().allocate(64, 8);
      trial
          .crew()
          .work(
              1,
              _ -> {
                refused(trial, "allocate(64, 8)", () -> allocator.allocate(64, 8));
                refused(trial, "allocateZeroed(64, 8)", () -> allocator.allocateZeroed(64, 8));
                refused(
                    trial, "reallocate(block, 32, 8)", () -> allocator.reallocate(block, 32, 8));
                refused(trial, "free(block)", () -> allocator.free(block));
              });
      trial.blocks().verifyContents();
      trial.blocks().allocate(64, 8); // its own thread is still welcome
    }
  }

  /** What a thread holds back for itself is given up when it ends. */
  @Test
  @DisplayName("7.5 short-lived threads with one live block each do not grow the memory held")
  default void when_THREAD_SAFE_RESERVED_7_5_endedThreadsHoldNoMemory() {
    try (Trial trial = Trial.of(this, "7.5")) {
      trial.assume(Capability.THREAD_SAFE);
      trial.assume(Capability.RESERVED);
      new EndedThreads(trial).run();
    }
  }

  /** Diagnostics call into the program, and the program uses the allocator. */
  @Test
  @DisplayName(
      "7.6 an allocator re-entered from its own diagnostics neither deadlocks nor recurses")
  default void required_7_6_diagnosticsMayReenter() {
    new Reentry(this).run();
  }

  private static void refused(Trial trial, String call, Executable executable) {
    trial.thrown(WrongThreadException.class, call + " on another thread", executable);
  }

  private static void verifyNothingIsLive(Trial trial, String when) {
    long live = trial.allocator().stats().liveBlocks().orElse(0);
    trial.check(live == 0, "%s %d blocks are reported live", when, live);
  }
}
