package dev.alloc.tck.selftest;

import java.lang.foreign.MemorySegment;

/** The reference with a listener that hears of every allocation, but not of its own. */
class Listened extends Reference {
  private final ThreadLocal<Boolean> listening = ThreadLocal.withInitial(() -> false);
  final Runnable listener;

  Listened(Runnable listener) {
    this.listener = listener;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // listeners are called outside the lock
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    MemorySegment block = super.allocate(byteSize, byteAlignment);
    tell();
    return block;
  }

  void tell() {
    if (listening.get()) {
      return;
    }
    listening.set(true);
    try {
      listener.run();
    } finally {
      listening.set(false);
    }
  }
}
