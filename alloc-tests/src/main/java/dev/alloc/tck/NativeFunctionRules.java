package dev.alloc.tck;

import dev.alloc.tck.functions.CSide;
import dev.alloc.tck.functions.CallsInOrder;
import dev.alloc.tck.functions.CornerCases;
import dev.alloc.tck.functions.FailingExport;
import dev.alloc.tck.functions.ImportedRules;
import dev.alloc.tck.functions.RoundTrip;
import dev.alloc.tck.trial.Trial;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Chapter 12: the allocator as C sees it, and back. */
public interface NativeFunctionRules extends TckFixture {

  /**
   * Returns how the allocator becomes C functions, and these an allocator again.
   *
   * @return the way of alloc-system unless overridden; empty if it is not there, which skips the
   *     chapter
   */
  default Optional<NativeTables> nativeTables() {
    return NativeTables.ofTheSystemPlugin();
  }

  /** A wrapper with its arguments swapped works in most tests, and in no program. */
  @Test
  @DisplayName("12.1 every exported pointer can be called from C, in C's order of arguments")
  default void when_NATIVE_12_1_pointersAreCalledInCsOrder() {
    try (Trial trial = Trial.of(this, "12.1")) {
      CallsInOrder.verify(trial, tables("12.1"));
    }
  }

  /** Libraries rely on one answer or another; so there has to be one. */
  @Test
  @DisplayName("12.2 the corner cases of C follow one documented policy")
  default void when_NATIVE_12_2_cornerCasesFollowThePolicy() {
    try (Trial trial = Trial.of(this, "12.2")) {
      CornerCases.verify(trial, tables("12.2"));
    }
  }

  /** C has no exceptions, and a JVM does not survive one that leaves it. */
  @Test
  @DisplayName("12.3 a failing allocator gives NULL and errno to C, and no block is left alone")
  default void when_NATIVE_12_3_failuresAreToldInCsWay() {
    try (Trial trial = Trial.of(this, "12.3")) {
      FailingExport.verify(trial, tables("12.3"));
    }
  }

  /** Many libraries export no more than these two. */
  @Test
  @DisplayName("12.4 imported malloc and free alone pass chapters 1 to 5")
  default void when_NATIVE_12_4_mallocAndFreeAreEnough() {
    try (Trial trial = Trial.of(this, "12.4")) {
      CSide.requireUsable(trial);
      ImportedRules.requireRoom(trial);
    }
    new ImportedRules(this, tables("12.4")).verify("12.4");
  }

  /** What is cut to the lower half of its bits is a short block. */
  @Test
  @DisplayName("12.5 sizes that size_t cannot hold are refused before the call")
  default void when_NATIVE_12_5_sizesBeyondSizeTAreRefused() {
    try (Trial trial = Trial.of(this, "12.5")) {
      RoundTrip.refuseTooLarge(trial, tables("12.5"));
    }
  }

  /** Pointers may lead anywhere, back into Java for one. */
  @Test
  @DisplayName("12.6 a table made from exported pointers works")
  default void when_NATIVE_12_6_roundTripWorks() {
    try (Trial trial = Trial.of(this, "12.6")) {
      RoundTrip.verify(trial, tables("12.6"));
    }
  }

  private NativeTables tables(String rule) {
    Optional<NativeTables> tables = nativeTables();
    if (tables.isEmpty()) {
      Trial.skip(rule, "alloc-system, whose NativeFunctions this is about, is not there");
    }
    return tables.orElseThrow();
  }
}
