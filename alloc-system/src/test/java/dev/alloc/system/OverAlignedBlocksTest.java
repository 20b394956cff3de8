package dev.alloc.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OverAlignedBlocksTest {
  private final OverAlignedBlocks blocks = new OverAlignedBlocks();
  private final MallocAllocator functions = SystemAllocator.open();

  @Test
  @DisplayName("only its own blocks are freed here, and once")
  void ownBlocksOnly() {
    long plain = CLibrary.malloc(64);
    assertFalse(blocks.free(functions, plain, 64));
    long aligned = blocks.allocate(functions, 4096, 64);
    assertEquals(0, aligned % 4096);
    assertTrue(blocks.contains(aligned));
    assertFalse(blocks.contains(plain));
    assertFalse(blocks.free(functions, plain, 64));
    assertTrue(blocks.free(functions, aligned, 64));
    assertFalse(blocks.contains(aligned));
    CLibrary.free(plain, 64);
  }

  @Test
  @DisplayName("what malloc refuses is refused, and leaves no record")
  void refused() {
    assertEquals(0, blocks.allocate(functions, 4096, CLibrary.MAX_BYTE_SIZE));
    assertFalse(blocks.contains(0));
  }

  @Test
  @DisplayName("a block freed by another thread is found, whatever others do meanwhile")
  void handedOver() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<List<Long>>> producers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        producers.add(
            () -> {
              List<Long> kept = new ArrayList<>();
              for (int n = 0; n < 2_000; n++) {
                kept.add(blocks.allocate(functions, 256, n % 97));
                long gone = blocks.allocate(functions, 64, 8);
                assertTrue(blocks.free(functions, gone, 8));
              }
              return kept;
            });
      }
      for (Future<List<Long>> kept : threads.invokeAll(producers)) {
        for (long address : kept.get()) {
          assertTrue(blocks.free(functions, address, 0), "a block of another thread was not found");
        }
      }
    }
  }
}
