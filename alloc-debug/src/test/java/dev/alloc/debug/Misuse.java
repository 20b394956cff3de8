package dev.alloc.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** Does to memory what must not be done, and reads what is said about it. */
final class Misuse {

  private Misuse() {}

  static Allocator debug(String... keysAndValues) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      options.put("debug." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return Allocators.create("debug", options);
  }

  /** The same bytes, and as many next to them as a stray pointer reaches. */
  @SuppressWarnings("restricted") // that is the misuse
  static MemorySegment around(MemorySegment block, long before, long behind) {
    return MemorySegment.ofAddress(block.address() - before)
        .reinterpret(before + block.byteSize() + behind);
  }

  static MemoryFaultException fault(Kind kind, Executable call) {
    MemoryFaultException fault = assertThrows(MemoryFaultException.class, call);
    assertEquals(kind, fault.kind(), fault::getMessage);
    return fault;
  }
}
