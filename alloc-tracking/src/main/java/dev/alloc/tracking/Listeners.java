package dev.alloc.tracking;

import dev.alloc.MemoryFaultException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who wants to hear of faults. What a listener does itself is not told. */
final class Listeners {
  private static final ScopedValue<Boolean> TELLING = ScopedValue.newInstance();

  private final List<Consumer<? super MemoryFaultException>> listeners =
      new CopyOnWriteArrayList<>();

  void add(Consumer<? super MemoryFaultException> listener) {
    listeners.add(listener);
  }

  /** Tells of a fault, and returns it to be thrown. */
  MemoryFaultException tell(MemoryFaultException fault) {
    if (!listeners.isEmpty() && !TELLING.isBound()) {
      ScopedValue.where(TELLING, true)
          .run(() -> listeners.forEach(listener -> listener.accept(fault)));
    }
    return fault;
  }
}
