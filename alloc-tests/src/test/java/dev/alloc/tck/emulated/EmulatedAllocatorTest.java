package dev.alloc.tck.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import dev.alloc.AllocatorProvider.Option;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each parameter of a machine does, and what free notices. */
final class EmulatedAllocatorTest {
  private static final String PROPERTY = "alloc.tck.emulated";
  private static final @Nullable String ASKED = System.getProperty(PROPERTY);

  @Test
  void lastFreedIsGivenOutFirst() {
    try (EmulatedAllocator allocator = EmulatedAllocator.of(Machines.ODD)) {
      MemorySegment[] blocks = row(allocator);
      allocator.free(blocks[0]);
      allocator.free(blocks[2]);
      MemorySegment again = allocator.allocate(100, 8);
      assertEquals(blocks[2].address(), again.address());
      allocator.free(again);
      allocator.free(blocks[1]);
      allocator.free(blocks[3]);
    }
  }

  @Test
  void firstFreedIsGivenOutFirst() {
    try (EmulatedAllocator allocator = EmulatedAllocator.of(Machines.PAGES)) {
      MemorySegment[] blocks = row(allocator);
      allocator.free(blocks[0]);
      allocator.free(blocks[2]);
      MemorySegment again = allocator.allocate(100, 8);
      assertEquals(blocks[0].address(), again.address());
      allocator.free(again);
      allocator.free(blocks[1]);
      allocator.free(blocks[3]);
    }
  }

  @Test
  void aMachineThatNeverReusesRunsOutOfFreshMemory() {
    try (EmulatedAllocator allocator = EmulatedAllocator.of(Machines.NEVER)) {
      long size = allocator.maxByteSize() / 2;
      MemorySegment first = allocator.allocate(size, 8);
      allocator.free(first);
      assertThrows(MemoryFaultException.class, () -> allocator.free(first));
      MemorySegment second = allocator.allocate(size / 2, 8);
      assertNotEquals(first.address(), second.address());
      allocator.free(second);
      assertThrows(OutOfMemoryError.class, () -> allocator.allocate(size, 8));
    }
  }

  @Test
  void addressesAreAlignedToWhatWasAskedForAndNoFurther() {
    try (EmulatedAllocator odd = EmulatedAllocator.of(Machines.ODD)) {
      for (long alignment = 1; alignment < 8; alignment *= 2) {
        MemorySegment block = odd.allocate(10, alignment);
        assertEquals(alignment, Long.lowestOneBit(block.address()));
        odd.free(block);
      }
    }
  }

  @Test
  void dirtyMachinesGiveOutRubbishAndCleanOnesZeros() {
    assertEquals((byte) 0xA7, firstFreshByte(Machines.ODD));
    assertEquals((byte) 0, firstFreshByte(Machines.PAGES));
  }

  @Test
  void memoryGrowsByPagesAndIsUsedAgain() {
    try (EmulatedAllocator allocator = EmulatedAllocator.of(Machines.PAGES)) {
      assertEquals(0, allocator.stats().reservedBytes().orElseThrow());
      for (int i = 0; i < 100; i++) {
        allocator.free(allocator.allocate(60_000, 8));
      }
      assertEquals(65_536, allocator.stats().reservedBytes().orElseThrow());
      allocator.free(allocator.allocate(65_536, 8));
      assertEquals(131_072, allocator.stats().reservedBytes().orElseThrow());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.alloc.tck.emulated.Machines#reusing")
  void freeRefusesWhatIsNoLiveBlock(Machine machine) {
    try (EmulatedAllocator allocator = EmulatedAllocator.of(machine)) {
      MemorySegment before = allocator.allocate(64, 8);
      MemorySegment block = allocator.allocate(64, 8);
      assertEquals(Kind.INVALID_FREE, fault(allocator, block.asSlice(8, 56)));
      assertEquals(Kind.INVALID_FREE, fault(allocator, MemorySegment.NULL));
      assertEquals(Kind.INVALID_FREE, fault(allocator, MemorySegment.ofArray(new long[8])));
      assertEquals(Kind.WRONG_SIZE, fault(allocator, block.asSlice(0, 8)));
      allocator.free(before);
      allocator.free(block); // joins the one before it
      assertEquals(Kind.INVALID_FREE, fault(allocator, block));
      assertEquals(Kind.INVALID_FREE, fault(allocator, before));
      allocator.check();
    }
  }

  @Test
  void closeListsEachLeak() {
    EmulatedAllocator allocator = EmulatedAllocator.of(Machine.AVR16);
    MemorySegment first = allocator.allocate(10, 1);
    MemorySegment second = allocator.allocate(20, 256);
    MemoryFaultException leak = assertThrows(MemoryFaultException.class, allocator::close);
    assertEquals(Kind.LEAK, leak.kind());
    assertEquals(
        "avr16: LEAK of 2 blocks (30 bytes in all): not freed before close", leak.getMessage());
    MemoryFaultException each = (MemoryFaultException) leak.getSuppressed()[1];
    assertEquals(second.address(), each.address());
    assertEquals(20, each.byteSize());
    allocator.free(first);
    allocator.free(second);
    allocator.close();
    allocator.close();
    assertThrows(IllegalStateException.class, () -> allocator.allocate(1, 1));
  }

  @Test
  void checkNoticesADamagedHeader() {
    try (EmulatedAllocator allocator = EmulatedAllocator.of(Machines.PAGES)) {
      MemorySegment block = allocator.allocate(64, 8);
      MemorySegment next = allocator.allocate(64, 8);
      MemorySegment memory = allocator.backing().memory();
      long header = next.address() - memory.address() - Tags.HEADER;
      long good = memory.get(ValueLayout.JAVA_LONG, header);
      memory.set(ValueLayout.JAVA_LONG, header, 0x0707);
      MemoryFaultException fault = assertThrows(MemoryFaultException.class, allocator::check);
      assertEquals(Kind.OVERRUN, fault.kind());
      memory.set(ValueLayout.JAVA_LONG, header, good);
      allocator.free(block);
      allocator.free(next);
    }
  }

  @BeforeAll
  static void ask() {
    System.setProperty(PROPERTY, "true");
  }

  @AfterAll
  static void restore() {
    if (ASKED == null) {
      System.clearProperty(PROPERTY);
    }
  }

  @Test
  void theCapacityIsAnOptionWithinWhatTheMachineCanAddress() {
    AllocatorProvider provider = new Avr16Provider();
    assertEquals(
        Optional.of("64k"),
        Optional.ofNullable(provider.options().get("capacity")).map(Option::defaultValue));
    try (var heap = Allocators.create("heap", Map.of("heap.capacity", "1m"))) {
      assertTrue(heap.maxByteSize() < 1 << 20);
      assertTrue(heap.maxByteSize() > (1 << 20) - 64);
    }
    AllocatorLookupException tooMuch =
        assertThrows(
            AllocatorLookupException.class,
            () -> Allocators.create("avr16", Map.of("avr16.capacity", "1m")));
    assertEquals(
        "alloc.avr16.capacity=1048576 is not a size from 4096 to 65536 bytes.",
        tooMuch.getMessage());
  }

  private static MemorySegment[] row(EmulatedAllocator allocator) {
    MemorySegment[] blocks = new MemorySegment[4];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = allocator.allocate(100, 8);
    }
    return blocks;
  }

  private static byte firstFreshByte(Machine machine) {
    try (EmulatedAllocator allocator = EmulatedAllocator.of(machine)) {
      MemorySegment block = allocator.allocate(64, 8);
      byte first = block.get(ValueLayout.JAVA_BYTE, 32);
      allocator.free(block);
      return first;
    }
  }

  private static Kind fault(EmulatedAllocator allocator, MemorySegment block) {
    return assertThrows(MemoryFaultException.class, () -> allocator.free(block)).kind();
  }
}
