package dev.alloc.debug;

import static dev.alloc.debug.Misuse.debug;
import static dev.alloc.debug.Misuse.fault;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.AllocatorLookupException;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The option")
class OptionsTest {

  @Test
  @DisplayName("uaf=scope makes the very access after a free throw")
  void anAccessAfterFreeThrows() {
    try (Allocator debug = debug("uaf", "scope")) {
      MemorySegment freed = debug.allocate(64, 8).fill((byte) 1);
      MemorySegment moved = debug.reallocate(freed, 128, 8);
      assertThrows(IllegalStateException.class, () -> freed.get(JAVA_BYTE, 0));
      assertEquals(1, moved.get(JAVA_BYTE, 63));
      debug.free(moved);
      assertThrows(IllegalStateException.class, () -> moved.set(JAVA_BYTE, 0, (byte) 2));
      fault(Kind.DOUBLE_FREE, () -> debug.free(moved));
    }
  }

  @Test
  @DisplayName("uaf=scope makes the very access after a reset throw")
  void anAccessAfterResetThrows() {
    try (Allocator debug = Allocators.create("debug+arena", Map.of("debug.uaf", "scope"))) {
      MemorySegment block = debug.allocate(64, 8);
      debug.reset(Long.MAX_VALUE);
      assertThrows(IllegalStateException.class, () -> block.get(JAVA_BYTE, 0));
    }
  }

  @Test
  @DisplayName("uaf=scope still finds what is written without the scope, as C does")
  void aWriteWithoutTheScopeIsFound() {
    try (Allocator debug = debug("uaf", "scope")) {
      MemorySegment block = debug.allocate(64, 8);
      debug.free(block);
      Misuse.around(block, 0, 0).set(JAVA_BYTE, 9, (byte) 7);
      fault(Kind.WRITE_AFTER_FREE, debug::check);
    }
  }

  @Test
  @DisplayName("uaf=scope is refused, with the reason, where blocks cannot have scopes")
  void scopesAreRefusedWhereThereAreNone() {
    Allocator heap = Allocators.of((_, _) -> MemorySegment.ofArray(new byte[64]), _ -> {});
    AllocatorLookupException refused =
        assertThrows(
            AllocatorLookupException.class,
            () -> Allocators.createOver("debug", Map.of("debug.uaf", "scope"), heap).close());
    assertTrue(String.valueOf(refused.getMessage()).contains("'functions' cannot have one"));
  }

  @Test
  @DisplayName("zeroOnFree leaves nothing of a block when its memory goes down")
  void freedMemoryIsZero() {
    try (Allocator system = Allocators.create("system")) {
      Allocator witness =
          Allocators.of(
              system,
              whole -> {
                String text = new String(whole.toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("secret"), "what the allocator below gets back");
                system.free(whole);
              },
              system.capabilities().contains(Capability.NATIVE)
                  ? Set.of(Capability.NATIVE, Capability.SCOPES)
                  : Set.of());
      for (String quarantine : new String[] {"0", "16m"}) {
        try (Allocator debug =
            Allocators.createOver(
                "debug",
                Map.of("debug.zeroOnFree", "true", "debug.quarantine", quarantine),
                witness)) {
          MemorySegment block = debug.allocate(64, 8);
          block.setString(0, "secret");
          MemorySegment moved = debug.reallocate(block, 128, 8);
          debug.free(moved);
          if (!quarantine.equals("0")) {
            assertEquals(-1, block.mismatch(MemorySegment.ofArray(new byte[64])));
            assertEquals(-1, moved.mismatch(MemorySegment.ofArray(new byte[128])));
          }
        }
      }
    }
  }

  @Test
  @DisplayName("onFault=report writes the fault with its stacks, goes on, and promises nothing")
  void faultsAreReported() {
    PrintStream standardError = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (Allocator debug = debug("onFault", "report")) {
      System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
      assertFalse(debug.capabilities().contains(Capability.DETECTS_OVERRUN));
      MemorySegment block = debug.allocate(64, 8);
      Misuse.around(block, 0, 1).set(JAVA_BYTE, 64, (byte) 7);
      debug.free(block);
      debug.free(block);
      assertEquals(0, debug.stats().liveBlocks().orElseThrow());
    } finally {
      System.setErr(standardError);
    }
    String text = written.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("OVERRUN of block") && text.contains("DOUBLE_FREE of block"), text);
    assertTrue(text.contains("    at " + OptionsTest.class.getName() + ".faultsAreReported"), text);
  }

  @Test
  @DisplayName("depth=0 records no stacks, and threads all the same")
  void withoutStacks() {
    try (Allocator debug = debug("depth", "0")) {
      assertFalse(debug.capabilities().contains(Capability.DETECTS_LEAK));
      MemorySegment block = debug.allocate(64, 8);
      debug.free(block);
      var fault = fault(Kind.DOUBLE_FREE, () -> debug.free(block));
      assertTrue(fault.allocationSite().isEmpty() && fault.freeSites().isEmpty());
      String thread = "thread '" + Thread.currentThread().getName() + "'";
      assertTrue(String.valueOf(fault.getMessage()).contains("allocated by " + thread));
    }
  }

  @Test
  @DisplayName("values that do not exist are refused with those that do")
  void unknownValuesAreRefused() {
    assertThrows(AllocatorLookupException.class, () -> debug("uaf", "magic").close());
    assertThrows(AllocatorLookupException.class, () -> debug("onFault", "ignore").close());
  }
}
