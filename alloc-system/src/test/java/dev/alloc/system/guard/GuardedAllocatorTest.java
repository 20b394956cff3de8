package dev.alloc.system.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;

@EnabledOnOs({OS.LINUX, OS.MAC})
class GuardedAllocatorTest {
  private static final Map<String, String> PAGE = Map.of("system.guard", "page");

  @Test
  @DisplayName("a write into the slack of the alignment is an overrun, reported once")
  void overrun() {
    for (String noticedAt : List.of("free", "reallocate", "check")) {
      try (Allocator allocator = Allocators.create("system", PAGE)) {
        MemorySegment block = allocator.allocate(61, 8);
        raw(block, 62).set(ValueLayout.JAVA_BYTE, 61, (byte) 7);
        MemoryFaultException fault =
            assertThrows(MemoryFaultException.class, call(allocator, block, noticedAt));
        assertEquals(
            "system: OVERRUN of block 0x%x (61 bytes): byte 61 is 0x07, expected 0xFD%n  noticed at %s"
                .formatted(block.address(), noticedAt),
            fault.getMessage());
        assertEquals(Kind.OVERRUN, fault.kind());
        assertEquals(OptionalLong.of(61), fault.firstBadOffset());
        allocator.check();
        allocator.free(block);
      }
    }
  }

  @Test
  @DisplayName("a write before the block is an underrun, beside an overrun suppressed by it")
  void underrun() {
    try (Allocator allocator = Allocators.create("system", PAGE)) {
      MemorySegment block = allocator.allocate(64, 8);
      at(block.address() - 1, 1).fill((byte) 1);
      MemoryFaultException fault = fault(() -> allocator.free(block));
      assertEquals(Kind.UNDERRUN, fault.kind());
      assertEquals(OptionalLong.of(-1), fault.firstBadOffset());
      allocator.free(block);

      MemorySegment both = allocator.allocate(5000, 4096);
      at(both.address() + 5000, 8).fill((byte) 0);
      MemorySegment small = allocator.allocate(1, 2);
      at(small.address() - 8, 10).fill((byte) 0);
      MemoryFaultException first = fault(allocator::check);
      assertEquals(1 + 1, all(first).stream().filter(each -> each.kind() == Kind.OVERRUN).count());
      assertEquals(1, all(first).stream().filter(each -> each.kind() == Kind.UNDERRUN).count());
      allocator.free(both);
      allocator.free(small);
    }
  }

  @Test
  @DisplayName("what is no live block, or has another size, is refused")
  void wrongFrees() {
    try (Allocator allocator = Allocators.create("system", PAGE)) {
      MemorySegment block = allocator.allocate(64, 8);
      assertEquals(Kind.WRONG_SIZE, fault(() -> allocator.free(block.asSlice(0, 8))).kind());
      assertEquals(Kind.INVALID_FREE, fault(() -> allocator.free(block.asSlice(8))).kind());
      assertEquals(
          Kind.INVALID_FREE, fault(() -> allocator.free(MemorySegment.ofArray(new int[1]))).kind());
      allocator.free(block);
      assertEquals(Kind.DOUBLE_FREE, fault(() -> allocator.free(block)).kind());
      assertEquals(Kind.DOUBLE_FREE, fault(() -> allocator.reallocate(block, 8, 8)).kind());
    }
  }

  @Test
  @DisplayName("freed addresses are kept as long as there is room, the oldest goes first")
  void keeping() {
    long page = MappingFunctions.link().pageSize();
    long megabyte = 1 << 20;
    Map<String, String> options = Map.of("system.guard", "page", "system.guardKeep", "1m");
    try (Allocator allocator = Allocators.create("system", options)) {
      MemorySegment large = allocator.allocate(megabyte, 8);
      allocator.free(large); // with its guard page too large to be kept
      assertEquals(Kind.INVALID_FREE, fault(() -> allocator.free(large)).kind());
      MemorySegment first = allocator.allocate(8, 8);
      allocator.free(first);
      assertEquals(Kind.DOUBLE_FREE, fault(() -> allocator.free(first)).kind());
      for (long kept = 2 * page; kept < megabyte; kept += 2 * page) {
        MemorySegment other = allocator.allocate(8, 8);
        assertNotEquals(first.address(), other.address());
        allocator.free(other);
      }
      allocator.free(allocator.allocate(8, 8));
      assertEquals(Kind.INVALID_FREE, fault(() -> allocator.free(first)).kind());
    }
  }

  @Test
  @DisplayName("without mappings a request fails, names the limit, and nothing is lost")
  void limit() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    GuardedMemory memory =
        new GuardedMemory(
            Mappings.ofThisProcess(),
            new MappingBudget(40, taken),
            new BlocksByAddress(),
            new FreedBlocks(1 << 20));
    try (Allocator plain = Allocators.create("system", Map.of());
        Allocator allocator =
            new GuardedAllocator(
                plain, new Guards("system", memory), 1, plain.capabilities(), 1L << 40, open())) {
      for (int round = 0; round < 3; round++) {
        List<MemorySegment> blocks = new ArrayList<>();
        for (int i = 0; i < 19; i++) { // two each; two of the 40 are the JVM's
          blocks.add(allocator.allocate(100, 8));
        }
        OutOfMemoryError error =
            assertThrows(OutOfMemoryError.class, () -> allocator.allocate(100, 8));
        assertEquals(
            "system: cannot provide 100 bytes aligned to 8. guard=page has taken 38 mappings,"
                + " two for each block, of the 40 that vm.max_map_count allows this process."
                + " Raise it (sysctl -w vm.max_map_count=...), or guard fewer blocks"
                + " (alloc.system.guardSample).",
            error.getMessage());
        blocks.forEach(allocator::free);
      }
    }
    assertEquals(0, taken.get(), "mappings still taken after all blocks were freed");
  }

  @Test
  @DisplayName("what the kernel refuses is out of memory, with the errno")
  void refusedByTheKernel() {
    try (Allocator allocator = Allocators.create("system", PAGE)) {
      OutOfMemoryError error =
          assertThrows(OutOfMemoryError.class, () -> allocator.allocate(1L << 60, 8));
      String reason = // the words for it are in the user's language
          "system: cannot provide %d bytes aligned to 8. mmap of %d bytes failed with errno 12 ("
              .formatted(1L << 60, (1L << 60) + MappingFunctions.link().pageSize());
      assertTrue(String.valueOf(error.getMessage()).startsWith(reason), error::toString);
    }
  }

  @Test
  @DisplayName("a sample is guarded, and each block goes back to where it came from")
  void sampled() {
    Map<String, String> options = Map.of("system.guard", "page", "system.guardSample", "4");
    try (Allocator allocator = Allocators.create("system", options)) {
      GuardedAllocator guarded = (GuardedAllocator) allocator;
      assertFalse(allocator.capabilities().contains(Capability.DETECTS_INVALID_FREE));
      List<MemorySegment> blocks = new ArrayList<>();
      int drawn = 0;
      for (int i = 0; i < 4_000; i++) {
        MemorySegment block = allocator.allocate(100, 8).fill((byte) i);
        drawn += guarded.guards().find(block.address()) == null ? 0 : 1;
        blocks.add(block);
      }
      // 1 000 are expected, with a deviation of 27: ten times that happens to nobody.
      assertTrue(drawn > 730 && drawn < 1270, "guarded of 4 000: " + drawn);
      for (int i = 0; i < blocks.size(); i++) {
        MemorySegment grown = allocator.reallocate(blocks.get(i), 300, 16);
        assertEquals((byte) i, grown.get(ValueLayout.JAVA_BYTE, 99));
        allocator.free(grown);
      }
    }
  }

  private static Executable call(Allocator allocator, MemorySegment block, String what) {
    return switch (what) {
      case "free" -> () -> allocator.free(block);
      case "reallocate" -> () -> allocator.reallocate(block, 100, 8);
      default -> allocator::check;
    };
  }

  private static MemoryFaultException fault(Executable call) {
    return assertThrows(MemoryFaultException.class, call);
  }

  /** The fault and all that it suppresses. */
  private static List<MemoryFaultException> all(MemoryFaultException fault) {
    List<MemoryFaultException> faults = new ArrayList<>(List.of(fault));
    for (Throwable suppressed : fault.getSuppressed()) {
      faults.addAll(all((MemoryFaultException) suppressed));
    }
    return faults;
  }

  private static AtomicBoolean open() {
    return new AtomicBoolean();
  }

  private static MemorySegment raw(MemorySegment block, long byteSize) {
    return at(block.address(), byteSize);
  }

  @SuppressWarnings("restricted") // leaving the block is the subject
  private static MemorySegment at(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }
}
