package dev.alloc.bench;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The plugin {@code arena} behind the holder, after the arenas of others ran through the code.
 *
 * <p>Before all that the plugin was in use elsewhere in the program. Otherwise the compiler, which
 * has long known the measured code as hot, may compile it anew the moment the holder changes,
 * before it has seen the plugin run, and stays with that: some forks then inline nothing of it (30
 * ns and 160 B for one block, against 9). A program that starts under {@code arena} never gets
 * there.
 */
@State(Scope.Benchmark)
public class InstalledArena {
  private @Nullable Held held;

  /** Runs others through the code to be measured, then installs the subject. */
  @Setup(Level.Trial)
  public void install() {
    try (Allocator elsewhere = Allocators.create("arena")) {
      OtherImplementations.repeat(
          () -> {
            ArenaCycle.elsewhere(elsewhere, 2, true);
            ArenaCycle.elsewhere(elsewhere, 2, false);
          });
    }
    held =
        Held.install(
            "arena",
            () -> {
              ArenaCycle.throughHolder(2, true);
              ArenaCycle.throughHolder(2, false);
            });
  }

  /** Puts back what was there. */
  @TearDown(Level.Trial)
  public void remove() {
    Objects.requireNonNull(held, "install() comes first").remove();
  }
}
