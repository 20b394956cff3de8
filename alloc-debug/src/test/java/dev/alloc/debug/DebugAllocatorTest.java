package dev.alloc.debug;

import static dev.alloc.debug.Misuse.around;
import static dev.alloc.debug.Misuse.debug;
import static dev.alloc.debug.Misuse.fault;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("debug")
class DebugAllocatorTest {
  private static final String HERE = DebugAllocatorTest.class.getName();

  @Test
  @DisplayName(
      "says which byte behind a block was written, what it is, and who allocated the block")
  void anOverrunIsDescribed() {
    try (Allocator debug = debug()) {
      MemorySegment block = debug.allocate(64, 8);
      around(block, 0, 1).set(JAVA_BYTE, 64, (byte) 7);
      MemoryFaultException fault = fault(Kind.OVERRUN, () -> debug.free(block));
      assertEquals(OptionalLong.of(64), fault.firstBadOffset());
      assertEquals(block.address(), fault.address());
      assertEquals(64, fault.byteSize());
      assertEquals(HERE, fault.allocationSite().getFirst().getClassName());
      String message = String.valueOf(fault.getMessage());
      assertTrue(message.contains("byte 64 is 0x07, expected 0xfd"), message);
      assertTrue(message.contains("cd [07] fd"), message);
      assertTrue(message.contains("thread '" + Thread.currentThread().getName()), message);
      debug.free(block); // a call that threw has changed nothing, and what is said is said once
    }
  }

  @Test
  @DisplayName("finds a byte before a block at check, and says it once")
  void anUnderrunIsFoundAtCheck() {
    try (Allocator debug = debug()) {
      MemorySegment block = debug.allocate(64, 8);
      around(block, 1, 0).set(JAVA_BYTE, 0, (byte) 7);
      MemoryFaultException fault = fault(Kind.UNDERRUN, debug::check);
      assertEquals(OptionalLong.of(-1), fault.firstBadOffset());
      debug.check();
      debug.free(block);
    }
  }

  @Test
  @DisplayName("names who freed a block that was written after that")
  void aWriteAfterFreeIsDescribed() {
    try (Allocator debug = debug()) {
      MemorySegment block = debug.allocate(64, 8);
      debug.free(block);
      block.set(JAVA_BYTE, 10, (byte) 7);
      MemoryFaultException fault = fault(Kind.WRITE_AFTER_FREE, debug::close);
      assertEquals(OptionalLong.of(10), fault.firstBadOffset());
      assertEquals(HERE, fault.allocationSite().getFirst().getClassName());
      assertEquals(HERE, fault.freeSites().getFirst().getFirst().getClassName());
    }
  }

  @Test
  @DisplayName("finds a write after free when the block leaves the quarantine")
  void aWriteAfterFreeIsFoundWhenTheBlockLeaves() {
    try (Allocator debug = debug("quarantine", "4k", "depth", "0")) {
      MemorySegment block = debug.allocate(64, 8);
      debug.free(block);
      block.set(JAVA_BYTE, 0, (byte) 7);
      Deque<MemorySegment> others = new ArrayDeque<>();
      MemoryFaultException fault =
          fault(
              Kind.WRITE_AFTER_FREE,
              () -> {
                for (int i = 0; i < 100; i++) {
                  others.push(debug.allocate(64, 8));
                  debug.free(others.peek());
                }
              });
      assertEquals(block.address(), fault.address());
      debug.check();
      debug.free(others.peek()); // the call that threw has not freed it
    }
  }

  @Test
  @DisplayName("names both frees of a block that was freed twice, however late the second")
  void aDoubleFreeIsDescribed() {
    try (Allocator debug = debug()) {
      MemorySegment block = debug.allocate(64, 8);
      debug.free(block);
      for (int i = 0; i < 10_000; i++) {
        debug.free(debug.allocate(64, 8));
      }
      MemoryFaultException fault = fault(Kind.DOUBLE_FREE, () -> debug.free(block));
      assertEquals(2, fault.freeSites().size());
      fault.freeSites().forEach(site -> assertEquals(HERE, site.getFirst().getClassName()));
      assertTrue(
          fault.freeSites().getFirst().getFirst().getLineNumber()
              < fault.freeSites().getLast().getFirst().getLineNumber());
    }
  }

  @Test
  @DisplayName("says in which block what is no block begins")
  void anInteriorFreeIsDescribed() {
    try (Allocator debug = debug()) {
      MemorySegment block = debug.allocate(64, 8);
      MemoryFaultException fault = fault(Kind.INVALID_FREE, () -> debug.free(block.asSlice(8, 16)));
      String message = String.valueOf(fault.getMessage());
      assertTrue(message.contains("8 bytes inside the live block"), message);
      fault(Kind.WRONG_SIZE, () -> debug.free(block.asSlice(0, 63)));
      debug.free(block);
    }
  }

  @Test
  @DisplayName(
      "leaves a reallocated block at its old place where it was if its guards were written")
  void aDamagedBlockIsNotReallocated() {
    try (Allocator debug = debug()) {
      MemorySegment block = debug.allocate(64, 8).fill((byte) 1);
      around(block, 0, 1).set(JAVA_BYTE, 64, (byte) 7);
      fault(Kind.OVERRUN, () -> debug.reallocate(block, 128, 8));
      MemorySegment moved = debug.reallocate(block, 128, 8);
      assertEquals(1, moved.get(JAVA_BYTE, 63));
      assertEquals((byte) 0xDD, around(block, 0, 0).get(JAVA_BYTE, 63));
      debug.free(moved);
    }
  }
}
