package dev.alloc.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The log of blocks")
final class BlockLogTest {
  @TempDir Path folder;

  @Test
  @DisplayName("has each beginning and end in order, with sites written once")
  void events() throws Exception {
    Path file = folder.resolve("blocks.log");
    long address;
    long moved;
    try (Allocator allocator = logging(file)) {
      MemorySegment block = allocator.allocate(24, 8);
      address = block.address();
      MemorySegment grown = allocator.reallocate(block, 1 << 20, 8);
      moved = grown.address();
      allocator.free(grown);
      for (int i = 0; i < 2; i++) {
        allocator.free(allocator.allocateZeroed(8, 8));
      }
    }
    List<String> lines = Files.readAllLines(file);
    List<String> events = lines.stream().filter(line -> !line.startsWith("site")).toList();
    assertEquals(8, events.size(), lines::toString);
    assertEquals("allocated\t%x\t24\t1".formatted(address), events.get(0));
    assertEquals("freed\t%x\t2".formatted(address), events.get(1));
    assertEquals("allocated\t%x\t1048576\t2".formatted(moved), events.get(2));
    assertEquals("freed\t%x\t3".formatted(moved), events.get(3));
    assertTrue(events.get(4).endsWith("\t8\t4"), lines::toString);
    assertTrue(events.get(6).endsWith("\t8\t4"), "the same site twice");
    List<String> sites = lines.stream().filter(line -> line.startsWith("site")).toList();
    assertEquals(4, sites.size(), lines::toString);
    assertEquals(sites.getFirst(), lines.getFirst(), "a site comes before its first event");
    assertTrue(
        sites
            .getFirst()
            .matches(
                "site\t1\t%s\t\\S*BlockLogTest\\.events\\(BlockLogTest\\.java:\\d+\\)\t.*"
                    .formatted(Thread.currentThread().getName())),
        sites.getFirst());
  }

  @Test
  @DisplayName("says that a block is still there that could not be freed or resized")
  void failures() throws Exception {
    Path file = folder.resolve("blocks.log");
    try (Allocator allocator = logging(file)) {
      MemorySegment block = allocator.allocate(24, 8);
      assertThrows(OutOfMemoryError.class, () -> allocator.reallocate(block, 1L << 60, 8));
      List<String> lines = Files.readAllLines(file);
      assertTrue(
          lines.getLast().startsWith("allocated\t%x\t24\t".formatted(block.address())),
          lines::toString);
      allocator.free(block);
    }
  }

  @Test
  @DisplayName("is made by the first block, and refused where it cannot be made")
  void file() {
    Path file = folder.resolve("blocks.log");
    logging(file).close();
    assertFalse(Files.exists(file));
    Path nowhere = folder.resolve("no-such-folder").resolve("blocks.log");
    String message =
        String.valueOf(
            assertThrows(AllocatorLookupException.class, () -> logging(nowhere)).getMessage());
    assertTrue(message.startsWith("alloc.tracking.log=" + nowhere + " cannot be written"), message);
  }

  private static Allocator logging(Path file) {
    return Allocators.create("tracking", Map.of("tracking.log", file.toString()));
  }
}
