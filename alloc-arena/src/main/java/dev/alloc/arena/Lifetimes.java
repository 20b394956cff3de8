package dev.alloc.arena;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The JDK's arenas, used for nothing but how long memory may be accessed and by whom. */
@SuppressWarnings("MustBeClosedChecker") // an epoch, a mark or an arena of ours closes them
final class Lifetimes {

  private Lifetimes() {}

  static Arena confined() {
    return Arena.ofConfined();
  }

  static Arena shared() {
    return Arena.ofShared();
  }

  /** The same memory for as long as a lifetime lasts. */
  @SuppressWarnings("restricted") // narrows the lifetime of memory that the upstream gave us
  static MemorySegment during(Arena lifetime, MemorySegment memory) {
    return memory.reinterpret(lifetime, null);
  }
}
