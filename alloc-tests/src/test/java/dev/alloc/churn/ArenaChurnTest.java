package dev.alloc.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Mark;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin {@code arena} under seeded churn, as long as the property for TCK volumes says. */
@DisplayName("Under churn, arena holds no more than its limits allow")
final class ArenaChurnTest {
  private static final double SCALE =
      Double.parseDouble(System.getProperty("alloc.tck.scale", "0.1"));
  private static final int ROUNDS = (int) Math.max(100, 5_000 * SCALE);
  private static final long CHUNK = 16 << 10;
  private static final long MAX_CHUNK = 256 << 10;
  private static final long RETAINED = 4 * MAX_CHUNK; // free memory kept outside of a reset
  private static final long SLOTS = 16 * CHUNK + 2 * MAX_CHUNK; // that a thread keeps for arenas
  private static final long LARGEST = 128 << 10;
  private static final long MOST_LIVE = 1 << 20; // bytes asked for between two resets

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  @DisplayName("with resets, marks, arenas, and frees of the last block")
  void oneThread(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (Allocator arena = create()) {
      for (int round = 0; round < ROUNDS; round++) {
        use(arena, random);
        assertReserved(arena, "round " + round);
        long retain = random.nextBoolean() ? random.nextLong(4 * MAX_CHUNK) : 0;
        arena.reset(retain);
        long reserved = arena.stats().reservedBytes().orElseThrow();
        assertTrue(reserved <= retain, () -> reserved + " bytes after reset(" + retain + ")");
        assertEquals(0, arena.stats().liveBlocks().orElseThrow());
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5})
  @DisplayName("with marks instead of resets")
  void marksOnly(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (Allocator arena = create()) {
      for (int round = 0; round < ROUNDS; round++) {
        try (Mark _ = arena.mark()) {
          use(arena, random);
          assertReserved(arena, "round " + round);
        }
        long reserved = arena.stats().reservedBytes().orElseThrow();
        assertTrue(
            reserved <= RETAINED + SLOTS + MAX_CHUNK, () -> reserved + " bytes between marks");
        assertEquals(0, arena.stats().liveBlocks().orElseThrow());
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {6})
  @DisplayName("with threads, platform and virtual ones, that come and go")
  void threads(long seed) throws InterruptedException {
    try (Allocator arena = create()) {
      for (int round = 0; round < ROUNDS / 10; round++) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          SplittableRandom random = new SplittableRandom(seed + 4L * round + i);
          threads.add(
              (i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual())
                  .start(() -> use(arena, random)));
        }
        for (Thread thread : threads) {
          thread.join();
        }
        long reserved = arena.stats().reservedBytes().orElseThrow();
        long most = 4 * (2 * MOST_LIVE + 2 * MAX_CHUNK) + RETAINED + 4 * SLOTS;
        assertTrue(reserved <= most, () -> reserved + " bytes with four threads, not " + most);
        arena.reset(Long.MAX_VALUE);
      }
      arena.reset(0);
      long left = arena.stats().reservedBytes().orElseThrow();
      assertTrue(left <= 4 * SLOTS, () -> left + " bytes after the last reset");
    }
  }

  private static Allocator create() {
    return Allocators.create(
        "arena",
        Map.of("arena.chunk", Long.toString(CHUNK), "arena.maxChunk", Long.toString(MAX_CHUNK)));
  }

  /** Asks for at most {@link #MOST_LIVE} bytes. */
  private static void use(Allocator arena, SplittableRandom random) {
    long left = random.nextLong(MOST_LIVE);
    while (left > 0) {
      long byteSize = random.nextInt(64) == 0 ? random.nextLong(LARGEST) : random.nextLong(512);
      left -= byteSize + 16;
      switch (random.nextInt(6)) {
        case 0 -> arena.free(arena.allocate(byteSize, 8));
        case 1 -> arena.reallocate(arena.allocate(byteSize / 2, 8), byteSize / 4, 16);
        case 2 -> {
          try (Arena opened = arena.confinedArena(random.nextBoolean())) {
            opened.allocate(byteSize, 8);
          }
        }
        case 3 -> {
          try (Mark _ = arena.mark()) {
            touch(arena.allocate(byteSize, 8));
          }
        }
        default -> touch(arena.allocate(byteSize, 1L << random.nextInt(7)));
      }
    }
  }

  private static void touch(MemorySegment block) {
    if (block.byteSize() > 0) {
      block.asSlice(0, 1).fill((byte) 1);
    }
  }

  /** Twice what was asked for is the price of chunks that double and of what does not fit. */
  private static void assertReserved(Allocator arena, String when) {
    long reserved = arena.stats().reservedBytes().orElseThrow();
    long most = 2 * MOST_LIVE + 2 * MAX_CHUNK + RETAINED + SLOTS;
    assertTrue(reserved <= most, () -> "%s: %d bytes, not %d".formatted(when, reserved, most));
  }
}
