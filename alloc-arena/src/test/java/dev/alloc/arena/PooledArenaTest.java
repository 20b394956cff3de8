package dev.alloc.arena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.arena.ArenaTesting.Upstream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PooledArenaTest {
  private final Upstream upstream = new Upstream();

  @Test
  void aWarmArenaNeverCallsTheUpstream() {
    try (Allocator arena = ArenaTesting.over(upstream)) {
      for (int round = 0; round < 100; round++) {
        int before = upstream.calls;
        try (Arena confined = arena.confinedArena(round % 2 == 0)) {
          for (int i = 0; i < 100; i++) {
            confined.allocate(64, 8).fill((byte) -1);
          }
          confined.allocate(30_000, 8).fill((byte) -1);
        }
        assertTrue(round < 2 || upstream.calls == before, "round " + round);
      }
      assertEquals(0, arena.stats().liveBlocks().orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void openArenasNeverOverlapAndZeroedOnesAreZero(long seed) {
    Random random = new Random(seed);
    try (Allocator arena = ArenaTesting.over(upstream)) {
      List<Arena> open = new ArrayList<>();
      List<List<MemorySegment>> blocks = new ArrayList<>();
      for (int step = 0; step < 2_000; step++) {
        int choice = random.nextInt(10);
        if (open.isEmpty() || (choice == 0 && open.size() < 20)) {
          open.add(random.nextBoolean() ? arena.confinedArena(true) : arena.sharedArena(true));
          blocks.add(new ArrayList<>());
        } else if (choice == 1) {
          int index = random.nextInt(open.size());
          byte tag = tagOf(open.get(index));
          for (MemorySegment block : blocks.remove(index)) {
            assertEquals(-1, block.mismatch(filled(block.byteSize(), tag)), "seed " + seed);
          }
          open.remove(index).close();
        } else {
          int index = random.nextInt(open.size());
          long byteSize = random.nextInt(10) == 0 ? random.nextInt(9_000) : random.nextInt(200);
          MemorySegment block = open.get(index).allocate(byteSize, 1L << random.nextInt(8));
          assertEquals(-1, block.mismatch(filled(byteSize, (byte) 0)), "seed " + seed);
          block.fill(tagOf(open.get(index)));
          blocks.get(index).add(block);
        }
      }
      open.forEach(Arena::close);
      assertEquals(0, arena.stats().liveBlocks().orElseThrow());
    }
    assertTrue(upstream.live.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(longs = {524_287, 524_288, 524_289, 1_048_576, 1_111_111})
  void largeBlocksAreZeroEachTimeTheyAreUsedAgain(long byteSize) {
    try (Allocator arena =
        ArenaTesting.over(upstream, Map.of("chunk", "65536", "maxChunk", "4194304"))) {
      for (int round = 0; round < 5; round++) {
        try (Arena confined = arena.confinedArena(true)) {
          MemorySegment block = confined.allocate(byteSize, 8);
          assertEquals(-1, block.mismatch(filled(byteSize, (byte) 0)), "round " + round);
          block.fill((byte) -1);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void zeroedArenasAreZeroAfterOthersThatWereNot(long seed) {
    Random random = new Random(seed);
    try (Allocator arena = ArenaTesting.over(upstream)) {
      for (int round = 0; round < 1_000; round++) {
        boolean zeroed = random.nextBoolean();
        try (Arena opened =
            random.nextInt(4) == 0 ? arena.sharedArena(zeroed) : arena.confinedArena(zeroed)) {
          for (int i = random.nextInt(8); i > 0; i--) {
            long byteSize = random.nextInt(5) == 0 ? random.nextInt(5_000) : 64;
            MemorySegment block = opened.allocate(byteSize, 8);
            if (zeroed) {
              assertEquals(-1, block.mismatch(filled(byteSize, (byte) 0)), "round " + round);
            }
            block.fill((byte) -1);
          }
        }
      }
    }
  }

  @Test
  void blocksDieWithTheArenaAndTheArenaDiesOnce() throws InterruptedException {
    try (Allocator allocator = ArenaTesting.over(upstream)) {
      Arena arena = allocator.confinedArena(false);
      MemorySegment block = arena.allocate(8, 8);
      Thread other =
          Thread.ofPlatform()
              .start(
                  () -> {
                    assertThrows(WrongThreadException.class, () -> arena.allocate(8, 8));
                    assertThrows(WrongThreadException.class, arena::close);
                    assertThrows(
                        WrongThreadException.class, () -> block.get(ValueLayout.JAVA_LONG, 0));
                  });
      other.join();
      assertThrows(IllegalStateException.class, allocator::close, "an arena is open");
      arena.close();
      assertThrows(IllegalStateException.class, () -> block.get(ValueLayout.JAVA_LONG, 0));
      assertThrows(IllegalStateException.class, () -> arena.allocate(8, 8));
      assertThrows(IllegalStateException.class, arena::close);
    }
  }

  @Test
  void arenasOutliveAReset() {
    try (Allocator allocator = ArenaTesting.over(upstream);
        Arena arena = allocator.confinedArena(true)) {
      MemorySegment block = arena.allocate(8, 8);
      allocator.allocate(8, 8);
      allocator.reset(0);
      block.set(ValueLayout.JAVA_LONG, 0, 1);
      assertEquals(1, allocator.stats().liveBlocks().orElseThrow());
    }
  }

  private static byte tagOf(Arena arena) {
    return (byte) (System.identityHashCode(arena) | 1);
  }

  private static MemorySegment filled(long byteSize, byte value) {
    return MemorySegment.ofArray(new byte[Math.toIntExact(byteSize)]).fill(value);
  }
}
