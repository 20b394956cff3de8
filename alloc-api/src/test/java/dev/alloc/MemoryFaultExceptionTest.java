package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.MemoryFaultException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The parts of a fault, which survive a process boundary as a test runner's worker has one. */
final class MemoryFaultExceptionTest {
  private static final StackTraceElement CALLER =
      new StackTraceElement("Interpreter", "cons", "Interpreter.java", 88);

  @Test
  void whatIsNotKnownIsEmpty() {
    MemoryFaultException fault = new MemoryFaultException(Kind.LEAK, "leak", 0, -1);
    assertEquals(OptionalLong.empty(), fault.firstBadOffset());
    assertEquals(List.of(), fault.allocationSite());
    assertEquals(List.of(), fault.freeSites());
  }

  @Test
  void everythingKnownSurvivesSerialization() throws Exception {
    MemoryFaultException fault =
        copy(
            new MemoryFaultException(
                Kind.UNDERRUN,
                "under",
                4096,
                64,
                OptionalLong.of(-1),
                List.of(CALLER),
                List.of(List.of(CALLER), List.of())));
    assertEquals(Kind.UNDERRUN, fault.kind());
    assertEquals("under", fault.getMessage());
    assertEquals(4096, fault.address());
    assertEquals(64, fault.byteSize());
    assertEquals(OptionalLong.of(-1), fault.firstBadOffset());
    assertEquals(List.of(CALLER), fault.allocationSite());
    assertEquals(List.of(List.of(CALLER), List.of()), fault.freeSites());
    assertThrows(UnsupportedOperationException.class, () -> fault.allocationSite().clear());
  }

  @Test
  void anInvalidFreeNamesTheSegment() {
    MemorySegment segment = MemorySegment.ofAddress(0x1000);
    MemoryFaultException fault = MemoryFaultException.invalidFree("debug", segment, "it is not");
    assertEquals(Kind.INVALID_FREE, fault.kind());
    assertEquals("debug: INVALID_FREE of 0x1000 (0 bytes): it is not", fault.getMessage());
  }

  @Test
  void statisticsKnowOnlyWhatTheyWereTold() {
    AllocatorStats stats = AllocatorStats.unknown().withLive(3, 120).withFailures(0);
    assertEquals("live blocks 3, live bytes 120, failures 0", stats.toString());
    assertEquals(OptionalLong.of(0), stats.failures());
    assertTrue(stats.peakBytes().isEmpty());
    assertEquals("nothing known", AllocatorStats.unknown().toString());
  }

  private static MemoryFaultException copy(MemoryFaultException fault)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(fault);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (MemoryFaultException) in.readObject();
    }
  }
}
