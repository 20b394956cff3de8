package dev.alloc.arena;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Blocks made of nothing but their address, where memory is native and needs no other lifetime than
 * given here: measurably cheaper than a slice, which has to look at the whole first.
 */
final class Blocks {
  private static final boolean PERMITTED = isPermitted();

  private Blocks() {}

  /** Whether a block made of its address is as good as a slice of this. */
  static boolean arePlain(MemorySegment memory) {
    return PERMITTED && memory.isNative() && memory.scope().equals(MemorySegment.NULL.scope());
  }

  /** A block that is always alive. */
  @SuppressWarnings("restricted") // the bytes are ours
  static MemorySegment at(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }

  /** A block that is alive as long as a lifetime lasts. */
  @SuppressWarnings("restricted") // the bytes are ours
  static MemorySegment at(long address, long byteSize, Arena lifetime) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize, lifetime, null);
  }

  @SuppressWarnings("restricted") // to see whether it may be called
  private static boolean isPermitted() {
    try {
      return MemorySegment.NULL.reinterpret(0).byteSize() == 0;
    } catch (IllegalCallerException denied) {
      return false; // slices need no permission
    }
  }
}
