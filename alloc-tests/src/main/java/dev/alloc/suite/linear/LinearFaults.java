package dev.alloc.suite.linear;

import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;

/** The faults that a list of live blocks reveals. */
final class LinearFaults {
  static final int MOST_NAMED = 1_000;
  private static final long NO_BLOCK = 0;
  private static final long UNKNOWN = -1;

  private LinearFaults() {}

  static MemoryFaultException leak(String allocator, long blocks, long bytes) {
    return new MemoryFaultException(
        Kind.LEAK,
        "%s: LEAK: %d %s with %d bytes still live; use tracking to see where they were allocated"
            .formatted(allocator, blocks, blocks == 1 ? "block" : "blocks", bytes),
        NO_BLOCK,
        UNKNOWN);
  }

  static MemoryFaultException leakedBlock(String allocator, long address, long byteSize) {
    return new MemoryFaultException(
        Kind.LEAK,
        "%s: LEAK of 0x%x (%d bytes)".formatted(allocator, address, byteSize),
        address,
        byteSize);
  }

  static MemoryFaultException wrongSize(String allocator, long address, long given, long byteSize) {
    return new MemoryFaultException(
        Kind.WRONG_SIZE,
        "%s: WRONG_SIZE: 0x%x has %d bytes and was given back as %d; keep the segment as it is"
            .formatted(allocator, address, byteSize, given),
        address,
        byteSize);
  }
}
