package dev.alloc.tck.bulk;

import dev.alloc.Allocator;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;
import dev.alloc.tck.upstream.HoldingUpstream;
import dev.alloc.tck.upstream.PoolProbe;
import dev.alloc.tck.upstream.RecordingUpstream;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A trial of a pool whose upstream is watched, unless the pool is a base and has none. */
public final class PoolTrial implements AutoCloseable {
  private final Trial trial;
  private final @Nullable RecordingUpstream upstream;

  private PoolTrial(Trial trial, @Nullable RecordingUpstream upstream) {
    this.trial = trial;
    this.upstream = upstream;
  }

  public static PoolTrial of(TckFixture fixture, String rule) {
    long held = fixture.budgetBytes() / 4;
    AtomicReference<RecordingUpstream> upstream = new AtomicReference<>();
    Optional<Allocator> allocator =
        PoolProbe.over(
            fixture,
            below -> {
              upstream.set(new RecordingUpstream(new HoldingUpstream(below, held)));
              return upstream.get();
            });
    return new PoolTrial(
        allocator
            .map(pool -> Trial.with(fixture, rule, pool))
            .orElseGet(() -> Trial.of(fixture, rule)),
        upstream.get());
  }

  public Trial trial() {
    return trial;
  }

  /** Returns what is watched below; skips the rule if there is nothing. */
  RecordingUpstream upstream() {
    if (upstream == null) {
      trial.skip("'%s' is a base and has nothing under it".formatted(trial.allocator().name()));
      throw new AssertionError("skipping throws");
    }
    return upstream;
  }

  /** Returns the memory that the pool holds, as far as anybody knows. */
  OptionalLong heldBytes() {
    return upstream != null
        ? OptionalLong.of(upstream.live().stream().mapToLong(MemorySegment::byteSize).sum())
        : trial.allocator().stats().reservedBytes();
  }

  /** Fails unless each block lies in memory that is with the pool. */
  void assertBlocksAreInside(String when) {
    if (upstream != null) {
      for (LiveSet.Block block : trial.blocks().blocks()) {
        MemorySegment memory = block.memory();
        trial.check(
            upstream.live().stream().anyMatch(segment -> isInside(memory, segment)),
            "%s, %s lie in memory that was given back to the upstream",
            when,
            LiveSet.describe(memory));
      }
    }
  }

  /** Fails unless nothing is live by the statistics, if they tell. */
  void assertLive(long blocks, long bytes, String when) {
    Allocator allocator = trial.allocator();
    long liveBlocks = allocator.stats().liveBlocks().orElse(blocks);
    long liveBytes = allocator.stats().liveBytes().orElse(bytes);
    trial.check(
        liveBlocks == blocks && liveBytes == bytes,
        "%s, %d blocks with %d bytes are live by the statistics instead of %d with %d",
        when,
        liveBlocks,
        liveBytes,
        blocks,
        bytes);
  }

  private static boolean isInside(MemorySegment block, MemorySegment segment) {
    return block.address() >= segment.address()
        && block.address() + Math.max(block.byteSize(), 1)
            <= segment.address() + Math.max(segment.byteSize(), 1);
  }

  @Override
  public void close() {
    trial.close();
  }
}
