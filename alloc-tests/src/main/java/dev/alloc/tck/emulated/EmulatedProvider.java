package dev.alloc.tck.emulated;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import dev.alloc.tck.emulated.Machine.Memory;
import java.util.Map;
import java.util.Optional;

/** What the providers of all emulated machines have in common. */
abstract class EmulatedProvider implements AllocatorProvider {
  private static final String PROPERTY = "alloc.tck.emulated";
  private static final String CAPACITY = "capacity";
  private static final long LEAST = 1L << 12;
  private static final long MOST = 1L << 33; // an array of longs has less than 2^31 of them
  private static final long MOST_LAZY = 1L << 45; // a process has 2^47 addresses, or fewer

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
    if (!Boolean.getBoolean(PROPERTY)) {
      return Optional.of(
          "it emulates an architecture for tests; set -D" + PROPERTY + "=true to have it.");
    }
    return machine.memory() == Memory.LAZY ? LazyMemory.unavailable() : Optional.empty();
  }

  @Override
  public final Allocator create(AllocatorConfig config) {
    long capacity = config.bytes(CAPACITY, machine.capacity());
    long possible = machine.memory() == Memory.LAZY ? MOST_LAZY : MOST;
    long most = machine.largestSize() < possible ? machine.largestSize() + 1 : possible;
    if (capacity < LEAST || capacity > most) {
      throw new AllocatorLookupException(
          "alloc.%s.%s=%d is not a size from %d to %d bytes."
              .formatted(name(), CAPACITY, capacity, LEAST, most));
    }
    return EmulatedAllocator.of(machine.withCapacity(capacity & -Long.BYTES));
  }
}
