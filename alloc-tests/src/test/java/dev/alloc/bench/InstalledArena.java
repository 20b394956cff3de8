package dev.alloc.bench;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The plugin {@code arena} behind the holder, after the arenas of others ran through the code. */
@State(Scope.Benchmark)
public class InstalledArena {
  private @Nullable Held held;

  /** Runs others through the code to be measured, then installs the subject. */
  @Setup(Level.Trial)
  public void install() {
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
