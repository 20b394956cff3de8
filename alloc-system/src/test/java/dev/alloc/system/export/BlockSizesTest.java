package dev.alloc.system.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BlockSizesTest {

  @Test
  @DisplayName("a random history leaves the same blocks as in a map")
  void asInMap() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    BlockSizes sizes = new BlockSizes();
    Map<Long, Long> expected = new HashMap<>();
    List<Long> known = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      boolean grows = expected.size() < 20_000 * (1 + i / 100_000) / 2;
      if (random.nextInt(10) < (grows ? 7 : 4)) {
        long address = 16L * (1 + random.nextInt(1 << 20));
        if (!expected.containsKey(address)) {
          long byteSize = random.nextLong(1L << 40);
          sizes.put(address, byteSize);
          expected.put(address, byteSize);
          known.add(address);
        }
      } else if (!known.isEmpty()) {
        long address = known.get(random.nextInt(known.size()));
        Long byteSize = expected.remove(address);
        long had = byteSize == null ? BlockSizes.ABSENT : byteSize;
        assertEquals(had, sizes.sizeOf(address), "seed " + seed);
        assertEquals(had, sizes.remove(address), "seed " + seed);
      }
    }
    Map<Long, Long> found = new HashMap<>();
    sizes.forEach(found::put);
    assertEquals(expected, found, "seed " + seed);
    assertEquals(expected.size(), sizes.count(), "seed " + seed);
  }
}
