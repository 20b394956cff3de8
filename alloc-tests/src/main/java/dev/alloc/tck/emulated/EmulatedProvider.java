package dev.alloc.tck.emulated;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import java.util.Map;
import java.util.Optional;

/** What the providers of all emulated machines have in common. */
abstract class EmulatedProvider implements AllocatorProvider {
  private static final String PROPERTY = "alloc.tck.emulated";
  private static final String CAPACITY = "capacity";
  private static final long LEAST = 1L << 12;
  private static final long MOST = 1L << 33; // an array of longs has less than 2^31 of them

  private final Machine machine;

  EmulatedProvider(Machine machine) {
    this.machine = machine;
  }

  @Override
  public final String name() {
    return machine.name();
  }

  @Override
  public final Map<String, Option> options() {
    return Map.of(
        CAPACITY,
        new Option((machine.capacity() >> 10) + "k", "How much memory the machine has, in bytes."));
  }

  @Override
  public final Optional<String> unavailable() {
    return Boolean.getBoolean(PROPERTY)
        ? Optional.empty()
        : Optional.of(
            "it emulates an architecture for tests; set -D" + PROPERTY + "=true to have it.");
  }

  @Override
  public final Allocator create(AllocatorConfig config) {
    long capacity = config.bytes(CAPACITY, machine.capacity());
    long most = machine.largestSize() < MOST ? machine.largestSize() + 1 : MOST;
    if (capacity < LEAST || capacity > most) {
      throw new AllocatorLookupException(
          "alloc.%s.%s=%d is not a size from %d to %d bytes."
              .formatted(name(), CAPACITY, capacity, LEAST, most));
    }
    return EmulatedAllocator.of(machine.withCapacity(capacity & -Long.BYTES));
  }
}
