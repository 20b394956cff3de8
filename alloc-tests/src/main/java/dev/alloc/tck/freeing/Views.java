package dev.alloc.tck.freeing;

import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.function.UnaryOperator;

/** Views of a block, freed in place of the block. */
public final class Views {
  private final Trial trial;
  private final long byteSize;

  public Views(Trial trial, long byteSize) {
    this.trial = trial;
    this.byteSize = byteSize;
  }

  /** Frees a view; what is known of the allocator changes as if the block itself had been freed. */
  public void free(String what, UnaryOperator<MemorySegment> view) {
    State before = state();
    trial.allocator().free(trial.allocator().allocate(byteSize, 8));
    State between = state();
    MemorySegment block = trial.allocator().allocate(byteSize, 8);
    try {
      trial.allocator().free(view.apply(block));
    } catch (RuntimeException | Error refused) {
      throw trial.failure(
          "free refused %s of a block of %d bytes".formatted(what, byteSize), refused);
    }
    String usual = before.increasesTo(between);
    String thisTime = between.increasesTo(state());
    trial.check(
        usual.equals(thisTime),
        "%s of a block of %d bytes is not freed as the block is: %s, not %s",
        what,
        byteSize,
        thisTime,
        usual);
  }

  private State state() {
    return State.of(trial.allocator().stats());
  }
}
