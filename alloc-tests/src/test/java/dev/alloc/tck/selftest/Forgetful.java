package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.Allocators;

/** The wrapper when its books are full. */
class Forgetful extends Relay {

  Forgetful(Allocator upstream) {
    super(upstream);
  }

  @Override
  synchronized void onAllocated(long byteSize) {
    throw Allocators.outOfMemory(this, byteSize, 1);
  }
}
