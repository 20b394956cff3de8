package dev.alloc.arena.lifetime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The JDK's arenas, used for nothing but how long memory may be accessed and by whom. */
@SuppressWarnings("MustBeClosedChecker") // an epoch, a mark or an arena of ours closes them
public final class Lifetimes {

  private Lifetimes() {}

  /** One for the thread that calls. */
  public static Arena confined() {
    return Arena.ofConfined();
  }

  /** One for all threads. */
  public static Arena shared() {
    return Arena.ofShared();
  }

  /** The same memory for as long as a lifetime lasts. */
  @SuppressWarnings("restricted") // narrows the lifetime of memory that the upstream gave us
  public static MemorySegment during(Arena lifetime, MemorySegment memory) {
    return memory.reinterpret(lifetime, null);
  }
}
