package dev.alloc.tck.selftest;

import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.util.Map;

/** The fault for blocks that are live when their allocator is closed. */
final class Leaks {

  private Leaks() {}

  static MemoryFaultException of(String allocator, Map<Long, Long> sizes) {
    long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    MemoryFaultException all =
        new MemoryFaultException(
            Kind.LEAK,
            "%s: LEAK of %d blocks, %d bytes".formatted(allocator, sizes.size(), bytes),
            0,
            -1);
    sizes.forEach(
        (address, byteSize) ->
            all.addSuppressed(
                new MemoryFaultException(
                    Kind.LEAK,
                    "%s: LEAK of 0x%x (%d bytes)".formatted(allocator, address, byteSize),
                    address,
                    byteSize)));
    return all;
  }
}
