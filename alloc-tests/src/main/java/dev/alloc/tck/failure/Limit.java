package dev.alloc.tck.failure;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.tck.TckFixture;
import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.Trial;
import java.util.Optional;

/** An allocator with a limit, filled to the last byte. */
public final class Limit {
  private static final int PIECES = 16;
  private static final int FEWEST_REFUSALS = 100; // so that the two threads really meet

  private final Trial trial;
  private final long bytes;

  private Limit(Trial trial, long bytes) {
    this.trial = trial;
    this.bytes = bytes;
  }

  public static void verify(TckFixture fixture, String rule) {
    long bytes;
    try (Trial trial = Trial.of(fixture, rule)) {
      bytes = PIECES * Math.max(4, trial.volume(64 << 10) / PIECES);
    }
    Optional<Allocator> limited = fixture.createWithLimit(bytes);
    try (Trial trial = Trial.with(fixture, rule, limited.orElseGet(fixture::create))) {
      trial.assume(Capability.LIMIT);
      trial.check(
          limited.isPresent(),
          "'%s' declares LIMIT, but the fixture's createWithLimit gives none",
          trial.allocator().name());
      Limit limit = new Limit(trial, bytes);
      limit.isExact();
      limit.holdsForReallocation();
      if (trial.has(Capability.THREAD_SAFE)) {
        limit.refusedRequestsDisturbNobody();
      }
    }
  }

  private void isExact() {
    LiveSet blocks = trial.blocks();
    refused(bytes + 1, "nothing is live");
    granted(bytes, "nothing is live");
    refused(1, "the limit is reached");
    blocks.freeAll();
    for (int i = 0; i < PIECES; i++) {
      granted(bytes / PIECES, "%d of %d pieces are live".formatted(i, PIECES));
    }
    refused(1, "the limit is reached in pieces");
    blocks.free(PIECES / 2);
    refused(bytes / PIECES + 1, "one piece was freed");
    granted(bytes / PIECES, "one piece was freed");
    blocks.freeAll();
  }

  private void holdsForReallocation() {
    LiveSet blocks = trial.blocks();
    blocks.allocate(bytes / 2, 1);
    trial.thrown(
        OutOfMemoryError.class,
        "with a limit of %d bytes, reallocate(block, %d, 1)".formatted(bytes, bytes + 1),
        () -> blocks.reallocate(0, bytes + 1, 1));
    blocks.reallocate(0, bytes / 4, 1);
    granted(bytes - bytes / 4, "a block was shrunk to a quarter of the limit");
    refused(1, "a shrunk block and the rest reach the limit");
    blocks.freeAll();
  }

  /** One thread asks for too much again and again, while this one stays well below the limit. */
  private void refusedRequestsDisturbNobody() {
    trial.blocks().allocate(1, 1); // with it the whole limit never fits
    try (GreedyThread greedy = new GreedyThread(trial.allocator(), bytes)) {
      int rounds = trial.repeats(20_000);
      for (int i = 0; i < rounds || greedy.isBefore(FEWEST_REFUSALS); i++) {
        granted(bytes / PIECES, "another thread asks for all of it");
        trial.blocks().free(1);
      }
      trial.check(
          greedy.nothingWasGranted(), "with a byte live, the whole limit of %d is granted", bytes);
    }
  }

  private void granted(long byteSize, String when) {
    try {
      trial.blocks().allocate(byteSize, 1);
    } catch (OutOfMemoryError refused) {
      throw trial.failure(
          "with a limit of %d bytes, %d were refused when %s".formatted(bytes, byteSize, when),
          refused);
    }
  }

  private void refused(long byteSize, String when) {
    trial.thrown(
        OutOfMemoryError.class,
        "with a limit of %d bytes and when %s, allocate(%d, 1)".formatted(bytes, when, byteSize),
        () -> trial.blocks().allocate(byteSize, 1));
  }
}
