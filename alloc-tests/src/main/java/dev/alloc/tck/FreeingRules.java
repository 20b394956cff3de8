package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.tck.freeing.HandOver;
import dev.alloc.tck.freeing.InvalidFree;
import dev.alloc.tck.freeing.Reuse;
import dev.alloc.tck.freeing.Views;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Chapter 4: giving blocks back. */
public interface FreeingRules extends TckFixture {

  /** Unlike C's free(NULL): who frees nothing has lost track of something. */
  @Test
  @DisplayName("4.1 free(null) throws NullPointerException, MemorySegment.NULL is an invalid free")
  default void required_4_1_nullIsRefused() {
    try (Trial trial = Trial.observed(this, "4.1")) {
      trial.blocks().allocate(16, 8);
      State before = trial.state();
      trial.thrown(NullPointerException.class, "free(null)", () -> freeNull(trial.allocator()));
      InvalidFree.refuse(trial, MemorySegment.NULL, "free(MemorySegment.NULL)");
      trial.assertUnchanged(before, "freeing nothing");
    }
  }

  @SuppressWarnings({"NullAway", "DataFlowIssue"}) // passing null is what the rule is about
  private static void freeNull(Allocator allocator) {
    allocator.free(null);
  }

  /** A long-running program must not grow with what it has ever allocated. */
  @Test
  @DisplayName("4.2 1 GiB in total in 64 KiB blocks reuses freed memory")
  default void when_INDIVIDUAL_FREE_and_RESERVED_4_2_freedMemoryIsReused() {
    try (Trial trial = Trial.of(this, "4.2")) {
      trial.assume(Capability.INDIVIDUAL_FREE);
      trial.assume(Capability.RESERVED);
      Reuse.verify(trial, heldBackBytes());
    }
  }

  /** Data is handed from thread to thread, and threads end before their data does. */
  @Test
  @DisplayName("4.3 a block may be freed by another thread, a later one, and a virtual one")
  default void when_THREAD_SAFE_4_3_anotherThreadMayFree() {
    try (Trial trial = Trial.of(this, "4.3")) {
      trial.assume(Capability.THREAD_SAFE);
      HandOver handOver = new HandOver(trial);
      handOver.allocateHereFreeOn(Thread.ofPlatform(), "another thread");
      handOver.allocateHereFreeOn(Thread.ofVirtual(), "a virtual thread");
      handOver.allocateOnFreeHere(Thread.ofPlatform(), "a thread that ended");
      handOver.allocateOnFreeHere(Thread.ofVirtual(), "a virtual thread that ended");
    }
  }

  /** What C gives back, or an arena view, is rarely the very segment that was handed out. */
  @Test
  @DisplayName("4.4 a block is freed through a read-only view, or one with another scope")
  @SuppressWarnings("restricted") // reinterpret gives the block another scope
  default void required_4_4_aViewOfTheBlockIsFreed() {
    try (Trial trial = Trial.of(this, "4.4")) {
      for (long byteSize : new long[] {0, 1, 100, 4096}) {
        Views views = new Views(trial, byteSize);
        views.free("a read-only view", MemorySegment::asReadOnly);
        if (trial.has(Capability.NATIVE)) {
          try (Arena other = Arena.ofConfined()) {
            views.free("a view with another scope", block -> block.reinterpret(other, null));
          }
          views.free("a view whose scope has ended", FreeingRules::dead);
        }
      }
    }
  }

  @SuppressWarnings("restricted")
  private static MemorySegment dead(MemorySegment block) {
    try (Arena ended = Arena.ofConfined()) {
      return block.reinterpret(ended, null);
    }
  }

  /** An offset into an array, passed to C as an address, would take the process down. */
  @Test
  @DisplayName("4.5 a native base refuses heap segments before any call is made")
  default void required_4_5_heapSegmentsAreRefused() {
    try (Trial trial = Trial.observed(this, "4.5")) {
      if (!trial.has(Capability.NATIVE)) {
        trial.skip("the blocks of '%s' are not native".formatted(trial.allocator().name()));
      }
      trial.blocks().allocate(16, 8);
      State before = trial.state().without(State.RESERVED); // reallocate may take memory first
      MemorySegment array = MemorySegment.ofArray(new long[8]);
      InvalidFree.refuse(trial, array, "free(segment of a long[])");
      InvalidFree.refuse(trial, array.asSlice(16, 16), "free(slice of a long[])");
      trial.thrown(
          MemoryFaultException.class,
          "reallocate(slice of a long[], 32, 8)",
          () -> trial.allocator().reallocate(array.asSlice(16, 16), 32, 8));
      String changes = before.changesTo(trial.state().without(State.RESERVED));
      trial.check(changes.isEmpty(), "a refused heap segment changed the state: %s", changes);
    }
  }
}
