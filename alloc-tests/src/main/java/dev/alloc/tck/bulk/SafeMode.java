package dev.alloc.tck.bulk;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where access to a block throws once it was released in bulk (rules 9.1 and 9.4). */
public final class SafeMode {

  private SafeMode() {}

  /** Runs a body with the allocator in that mode, if blocks can have scopes and it has the mode. */
  public static void inTrial(TckFixture fixture, String rule, Consumer<Trial> body) {
    try (Trial plain = Trial.of(fixture, rule)) {
      if (!plain.has(Capability.SCOPES)) {
        return;
      }
    }
    Optional<Allocator> safe = fixture.createSafe();
    if (safe.isPresent()) {
      try (Trial trial = Trial.with(fixture, rule, safe.get())) {
        body.accept(trial);
      }
    }
  }

  public static void verifyReset(Trial trial) {
    Allocator allocator = trial.allocator();
    for (long retain : List.of(Long.MAX_VALUE, 0L)) {
      fill(trial);
      allocator.reset(retain);
      verifyDead(trial, trial.blocks().forget(), "reset(" + retain + ")");
    }
    fill(trial); // can be written, so it is alive
    trial.blocks().verifyContents();
  }

  public static void verifyMark(Trial trial) {
    fill(trial);
    int old = trial.blocks().size();
    Mark outer = trial.allocator().mark();
    fill(trial);
    int middle = trial.blocks().size();
    Mark inner = trial.allocator().mark();
    fill(trial);
    inner.close();
    verifyDead(trial, trial.blocks().forgetFrom(middle), "closing the inner mark");
    trial.blocks().verifyContents();
    outer.close();
    verifyDead(trial, trial.blocks().forgetFrom(old), "closing the outer mark");
    fill(trial);
    trial.blocks().verifyContents();
  }

  private static void fill(Trial trial) {
    for (long byteSize : new long[] {1, 24, 300, trial.volume(1 << 20) / 8}) {
      trial.blocks().allocate(byteSize, 8);
    }
  }

  private static void verifyDead(Trial trial, List<MemorySegment> blocks, String what) {
    for (MemorySegment block : blocks) {
      trial.check(
          !block.scope().isAlive(),
          "in safe mode, %s left %s accessible",
          what,
          LiveSet.describe(block));
      trial.thrown(
          IllegalStateException.class,
          "in safe mode, reading a block after " + what,
          () -> block.get(JAVA_BYTE, 0));
    }
  }
}
