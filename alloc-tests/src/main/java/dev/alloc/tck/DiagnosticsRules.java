package dev.alloc.tck;

import dev.alloc.Capability;
import dev.alloc.tck.diagnostics.DoubleFree;
import dev.alloc.tck.diagnostics.Fillings;
import dev.alloc.tck.diagnostics.LeakReport;
import dev.alloc.tck.diagnostics.Overrun;
import dev.alloc.tck.diagnostics.TrueCapabilities;
import dev.alloc.tck.diagnostics.UseAfterFree;
import dev.alloc.tck.diagnostics.WildFree;
import dev.alloc.tck.trial.Trial;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Chapter 8: what an allocator that looks for misuse finds, and says. */
public interface DiagnosticsRules extends TckFixture {

  /** The second free is where the program is wrong, and only the first one says why. */
  @Test
  @DisplayName("8.1a a second free is noticed at once")
  default void when_DETECTS_DOUBLE_FREE_8_1a_aSecondFreeIsNoticed() {
    try (Trial trial = Trial.of(this, "8.1a")) {
      trial.assume(Capability.DETECTS_DOUBLE_FREE);
      new DoubleFree(trial).verify();
    }
  }

  /** Who holds memory back can still tell a late second free from somebody else's first. */
  @Test
  @DisplayName("8.1b a second free is noticed also after 1 024 other allocations")
  default void when_HOLDS_FREED_8_1b_aLateSecondFreeIsNoticed() {
    try (Trial trial = Trial.of(this, "8.1b")) {
      trial.assume(Capability.HOLDS_FREED);
      new DoubleFree(trial).verifyLate();
    }
  }

  /** A wild pointer must neither be obeyed nor take the allocator down. */
  @Test
  @DisplayName("8.2 freeing what is no block is a fault, and the allocator still works")
  default void when_DETECTS_INVALID_FREE_8_2_whatIsNoBlockIsRefused() {
    try (Trial trial = Trial.of(this, "8.2")) {
      trial.assume(Capability.DETECTS_INVALID_FREE);
      new WildFree(this, trial).verify();
    }
  }

  /** Found later, it looks like a mistake of whoever owns the neighbouring bytes. */
  @Test
  @DisplayName("8.3 a write next to a block is noticed, and the first bad byte named")
  default void when_DETECTS_OVERRUN_8_3_aWriteNextToABlockIsNoticed() {
    try (Trial trial = Trial.of(this, "8.3")) {
      trial.assume(Capability.DETECTS_OVERRUN);
      new Overrun(trial).verify();
    }
  }

  /** After one false alarm nobody believes the next. */
  @Test
  @DisplayName("8.4 no false alarm after a legal resize")
  default void when_DETECTS_OVERRUN_8_4_aLegalResizeIsNoFault() {
    try (Trial trial = Trial.of(this, "8.4")) {
      trial.assume(Capability.DETECTS_OVERRUN);
      new Overrun(trial).verifyLegal();
    }
  }

  /** What is written there today is somebody else's block tomorrow. */
  @Test
  @DisplayName("8.5 a write after free is reported, a read after free sees the dead pattern")
  default void when_DETECTS_USE_AFTER_FREE_8_5_aWriteAfterFreeIsReported() {
    try (Trial trial = Trial.of(this, "8.5")) {
      trial.assume(Capability.DETECTS_USE_AFTER_FREE);
      new UseAfterFree(trial, freedFill()).verify();
    }
  }

  /** A pattern is recognised in a debugger only if it is the one that is documented. */
  @Test
  @DisplayName("8.6 fresh and freed bytes have the documented patterns")
  default void when_FILLS_8_6_freshAndFreedBytesHaveTheirPatterns() {
    try (Trial trial = Trial.of(this, "8.6")) {
      trial.assume(Capability.FILLS);
      if (freshFill().isEmpty() || freedFill().isEmpty()) {
        trial.skip("the fixture does not say which patterns there are: freshFill(), freedFill()");
      }
      new Fillings(trial, freshFill().orElseThrow(), freedFill().orElseThrow()).verify();
    }
  }

  /** A leak without a name is found by nobody. */
  @Test
  @DisplayName("8.7 each live block at close is in the fault, with size, thread and caller")
  default void when_DETECTS_LEAK_8_7_eachLeakedBlockIsNamed() {
    try (Trial trial = Trial.of(this, "8.7")) {
      trial.assume(Capability.DETECTS_LEAK);
      if (trial.has(Capability.RESET)) {
        trial.skip(
            "'%s' releases in bulk: nothing leaks at close".formatted(trial.allocator().name()));
      }
      new LeakReport(trial).verify();
    }
  }

  /** Rules are switched on by what is declared: a wrong declaration hides what is wrong. */
  @Test
  @DisplayName("8.8 capabilities() is true of this chain in this configuration")
  default void required_8_8_capabilitiesAreTrue() {
    try (Trial trial = Trial.of(this, "8.8")) {
      new TrueCapabilities(trial).verify();
    }
  }
}
