package dev.alloc.system.export;

import dev.alloc.MemoryFaultException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What C cannot be told: the first exception, and the first misuse. Safe for threads. */
final class FirstFailures {
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicReference<@Nullable MemoryFaultException> fault = new AtomicReference<>();

  void record(Throwable thrown) {
    failure.compareAndSet(null, thrown);
    if (thrown instanceof MemoryFaultException misuse) {
      fault.compareAndSet(null, misuse);
    }
  }

  Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  Optional<MemoryFaultException> fault() {
    return Optional.ofNullable(fault.get());
  }
}
