package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.trial.Trial;
import dev.alloc.tck.views.ArenaView;
import dev.alloc.tck.views.OverlappingArenas;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter 9, views: an allocator as a {@link Arena} keeps what the JDK documents of its own arenas.
 */
public interface ArenaViewRules extends TckFixture {

  /** The four views do what arenas do, and give everything back when they are closed. */
  @Test
  @DisplayName("9.6 arena views give their blocks back exactly once and end as the JDK's do")
  default void required_9_6_viewsAreArenas() {
    try (Trial trial = Trial.of(this, "9.6")) {
      Allocator allocator = trial.allocator();
      for (boolean zeroed : new boolean[] {true, false}) {
        String mode = "(" + zeroed + ")";
        ArenaView confined = new ArenaView(trial, "confinedArena" + mode, zeroed);
        confined.verify(() -> allocator.confinedArena(zeroed));
        confined.verifyConfined(() -> allocator.confinedArena(zeroed));
        ArenaView shared = new ArenaView(trial, "sharedArena" + mode, zeroed);
        if (trial.has(Capability.THREAD_SAFE)) {
          shared.verify(() -> allocator.sharedArena(zeroed));
          shared.verifyShared(() -> allocator.sharedArena(zeroed));
        } else {
          trial.thrown(
              IllegalStateException.class,
              "sharedArena" + mode + " of an allocator for one thread",
              () -> allocator.sharedArena(zeroed));
        }
      }
    }
  }

  /** Many arenas at once, in any order, never give out the same byte. */
  @Test
  @DisplayName("9.7 arenas opened and closed in random order never overlap")
  default void required_9_7_viewsNeverOverlap() {
    try (Trial trial = Trial.of(this, "9.7")) {
      new OverlappingArenas(trial).run();
    }
  }
}
