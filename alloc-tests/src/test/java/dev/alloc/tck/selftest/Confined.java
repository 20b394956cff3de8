package dev.alloc.tck.selftest;

import dev.alloc.Capability;
import java.util.Set;

/** The reference for one thread. */
class Confined extends Reference {
  private final Thread owner = Thread.currentThread();

  @Override
  void ensureOpen() {
    if (Thread.currentThread() != owner) {
      throw new WrongThreadException(name() + " belongs to " + owner);
    }
    super.ensureOpen();
  }

  @Override
  public Set<Capability> capabilities() {
    return without(Capability.THREAD_SAFE);
  }
}
