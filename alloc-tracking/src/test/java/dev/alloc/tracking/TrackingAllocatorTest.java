package dev.alloc.tracking;

import static dev.alloc.tracking.Messages.assertMentions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A tracking allocator")
final class TrackingAllocatorTest {

  @Test
  @DisplayName("names both frees, and the allocation, of a block freed twice")
  void doubleFreeHasItsSites() {
    try (Allocator allocator = Fixtures.with("frees", "8")) {
      MemorySegment block = allocator.allocate(24, 8);
      allocator.free(block);
      MemoryFaultException fault =
          assertThrows(MemoryFaultException.class, () -> allocator.free(block));
      assertEquals(Kind.DOUBLE_FREE, fault.kind());
      assertEquals(block.address(), fault.address());
      assertEquals(24, fault.byteSize());
      assertEquals("doubleFreeHasItsSites", fault.allocationSite().getFirst().getMethodName());
      assertEquals(2, fault.freeSites().size());
      StackTraceElement first = fault.freeSites().getFirst().getFirst();
      StackTraceElement second = fault.freeSites().getLast().getFirst();
      assertEquals("doubleFreeHasItsSites", first.getMethodName());
      assertTrue(second.getMethodName().contains("doubleFreeHasItsSites"), second::toString);
      assertTrue(first.getLineNumber() < second.getLineNumber());
    }
  }

  @Test
  @DisplayName("tells an unknown block from one of another size")
  void wrongFrees() {
    try (Allocator allocator = Fixtures.plain();
        Allocator other = Allocators.create("system")) {
      MemorySegment block = allocator.allocate(24, 8);
      MemorySegment foreign = other.allocate(24, 8);
      assertEquals(Kind.WRONG_SIZE, kindOfFree(allocator, block.asSlice(0, 23)));
      assertEquals(Kind.INVALID_FREE, kindOfFree(allocator, block.asSlice(8)));
      assertEquals(Kind.INVALID_FREE, kindOfFree(allocator, foreign));
      assertEquals(Kind.INVALID_FREE, kindOfFree(allocator, MemorySegment.ofArray(new long[3])));
      assertEquals(Kind.INVALID_FREE, kindOfFree(allocator, MemorySegment.NULL));
      assertEquals(1, allocator.stats().liveBlocks().orElseThrow());
      other.free(foreign);
      allocator.free(block);
    }
  }

  private static Kind kindOfFree(Allocator allocator, MemorySegment block) {
    return assertThrows(MemoryFaultException.class, () -> allocator.free(block)).kind();
  }

  @Test
  @DisplayName("keeps who allocated a block when it is reallocated, by whomever")
  void reallocationKeepsIdentity() throws InterruptedException {
    Allocator allocator = Fixtures.with("depth", "1");
    MemorySegment block = allocator.allocate(24, 8);
    List<MemorySegment> moved = new ArrayList<>();
    Thread mover =
        Thread.ofPlatform().start(() -> moved.add(allocator.reallocate(block, 100_000, 8)));
    mover.join();
    MemoryFaultException leak = assertThrows(MemoryFaultException.class, allocator::close);
    MemoryFaultException of = (MemoryFaultException) leak.getSuppressed()[0];
    assertEquals(moved.getFirst().address(), of.address());
    assertEquals(100_000, of.byteSize());
    assertEquals("reallocationKeepsIdentity", of.allocationSite().getFirst().getMethodName());
    assertMentions("by thread '" + here() + "'", of);
    allocator.free(moved.getFirst());
    allocator.close();
  }

  private static String here() {
    return Thread.currentThread().getName();
  }

  @Test
  @DisplayName("has a record again of a block that could not be freed")
  void failedFreeKeepsTheRecord() {
    boolean[] fail = {true};
    List<MemorySegment> freed = new ArrayList<>();
    Allocator upstream =
        Fixtures.functions(
            byteSize -> Arena.ofAuto().allocate(byteSize),
            block -> {
              if (fail[0]) {
                throw new IllegalArgumentException("not now");
              }
              freed.add(block);
            });
    try (Allocator allocator = Fixtures.over(upstream, Map.of())) {
      MemorySegment block = allocator.allocate(24, 8);
      assertThrows(IllegalArgumentException.class, () -> allocator.free(block));
      assertEquals(1, allocator.stats().liveBlocks().orElseThrow());
      assertEquals(1, Tracking.of(allocator).snapshot().total().liveBlocks());
      fail[0] = false;
      allocator.free(block);
      assertSame(block, freed.getFirst());
    }
  }

  @Test
  @DisplayName("gives back what it cannot record, and reallocates all the same")
  void recordsThatFail() {
    List<MemorySegment> live = new ArrayList<>();
    Allocator upstream =
        Fixtures.functions(
            byteSize -> {
              MemorySegment block = Arena.ofAuto().allocate(byteSize);
              live.add(block);
              return block;
            },
            block -> assertTrue(live.removeIf(one -> one.address() == block.address())));
    long sixteenBlocksEach = 64L * 16 * 16; // of its 64 stripes
    Allocator allocator =
        Fixtures.over(upstream, Map.of("depth", "0", "memory", Long.toString(sixteenBlocksEach)));
    List<MemorySegment> blocks = new ArrayList<>();
    OutOfMemoryError refusal =
        assertThrows(
            OutOfMemoryError.class,
            () -> {
              while (true) {
                blocks.add(allocator.allocate(24, 8));
              }
            });
    assertMentions("24", refusal);
    assertTrue(blocks.size() > 64, () -> blocks.size() + " recorded");
    assertEquals(blocks.size(), live.size());
    assertEquals(blocks.size(), allocator.stats().liveBlocks().orElseThrow());
    blocks.replaceAll(block -> reallocated(allocator, block));
    assertEquals(blocks.size(), live.size());
    blocks.forEach(allocator::free);
    assertEquals(List.of(), live);
    allocator.close();
  }

  private static MemorySegment reallocated(Allocator allocator, MemorySegment block) {
    try {
      return allocator.reallocate(block, 48, 8);
    } catch (OutOfMemoryError full) {
      return block;
    }
  }

  @Test
  @DisplayName("reports a leaked block with size, thread, title and the line that allocated it")
  void leakIsReported() {
    Allocator allocator = Fixtures.with("depth", "2");
    MemorySegment block = Tracking.callTitled("the test", () -> allocator.allocate(24, 8));
    MemoryFaultException leak = assertThrows(MemoryFaultException.class, allocator::close);
    assertEquals(Kind.LEAK, leak.kind());
    assertMentions("1 block with 24 bytes", leak);
    MemoryFaultException of = (MemoryFaultException) leak.getSuppressed()[0];
    assertEquals(24, of.byteSize());
    assertMentions("in 'the test'", of);
    assertMentions("TrackingAllocatorTest", of);
    allocator.free(block);
    allocator.close();
  }

  @Test
  @DisplayName("lists the first 1 000 of many leaked blocks and counts all")
  void leaksAreCapped() {
    Allocator allocator = Fixtures.plain();
    List<MemorySegment> blocks = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      blocks.add(allocator.allocate(10, 1));
    }
    MemoryFaultException leak = assertThrows(MemoryFaultException.class, allocator::close);
    assertEquals(1_000, leak.getSuppressed().length);
    assertMentions("1200 blocks with 12000 bytes", leak);
    blocks.forEach(allocator::free);
    allocator.close();
  }

  @Test
  @DisplayName("tells listeners of faults, but not of those they cause")
  void listenersHearOfFaults() {
    try (Allocator allocator = Fixtures.plain()) {
      List<Kind> heard = new ArrayList<>();
      Tracking.of(allocator)
          .onFault(
              fault -> {
                heard.add(fault.kind());
                kindOfFree(allocator, MemorySegment.NULL);
                allocator.free(allocator.allocate(8, 8));
              });
      kindOfFree(allocator, MemorySegment.NULL);
      assertEquals(List.of(Kind.INVALID_FREE), heard);
    }
  }

  @Test
  @DisplayName("declares to detect leaks only if it knows where they come from")
  void capabilities() {
    try (Allocator plain = Fixtures.plain();
        Allocator deep = Fixtures.with("depth", "1");
        Allocator sampling = Fixtures.with("sample", "1k")) {
      assertFalse(plain.capabilities().contains(Capability.DETECTS_LEAK));
      assertTrue(deep.capabilities().contains(Capability.DETECTS_LEAK));
      assertTrue(plain.capabilities().contains(Capability.COUNTS));
      assertFalse(sampling.capabilities().contains(Capability.COUNTS));
      assertFalse(sampling.capabilities().contains(Capability.DETECTS_INVALID_FREE));
      assertTrue(sampling.stats().liveBlocks().isEmpty());
    }
  }
}
