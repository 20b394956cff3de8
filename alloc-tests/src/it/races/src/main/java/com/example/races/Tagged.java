package com.example.races;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Blocks whose every byte says whose they are. */
final class Tagged {

  private Tagged() {}

  static MemorySegment fill(MemorySegment block, int tag) {
    return block.fill((byte) tag);
  }

  static boolean holds(MemorySegment block, long length, int tag) {
    for (long i = 0; i < length; i++) {
      if (block.get(ValueLayout.JAVA_BYTE, i) != (byte) tag) {
        return false;
      }
    }
    return true;
  }
}
