package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Statistics")
class AllocatorStatsTest {

  @Test
  @DisplayName("take from the layer below what it knows of memory, and nothing of its blocks")
  void memoryIsThatOfTheLayerBelow() {
    AllocatorStats below =
        AllocatorStats.unknown()
            .withLive(9, 900)
            .withReservedBytes(4096)
            .withLost(1, 2, 3)
            .withReturnedBytes(0);
    AllocatorStats own = AllocatorStats.unknown().withLive(2, 20).withMemoryOf(below);
    assertEquals(OptionalLong.of(2), own.liveBlocks());
    assertEquals(OptionalLong.of(4096), own.reservedBytes());
    assertEquals(OptionalLong.of(1), own.paddingBytes());
    assertEquals(OptionalLong.of(2), own.chunkEndBytes());
    assertEquals(OptionalLong.of(3), own.deadBytes());
    assertEquals(OptionalLong.of(0), own.returnedBytes());
    assertEquals(OptionalLong.empty(), own.allocations());
  }

  @Test
  @DisplayName("know no more of memory than the layer below")
  void whatIsUnknownBelowStaysUnknown() {
    AllocatorStats own = AllocatorStats.unknown().withMemoryOf(AllocatorStats.unknown());
    assertTrue(own.reservedBytes().isEmpty());
    assertTrue(own.returnedBytes().isEmpty());
  }
}
