package dev.alloc.counting;

import dev.alloc.AllocatorStats;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/**
 * Writes a {@link CountingStatistics} event for each open allocator once JFR records.
 *
 * <p>To be touched only where the module jdk.jfr is present. Until JFR is initialised there is a
 * listener that waits for that, and the event's class is not even loaded.
 */
final class FlightRecording {
  // Weak: an allocator that nobody closes must not be kept by being watched.
  private static final Set<CountingAllocator> OPEN =
      Collections.newSetFromMap(new WeakHashMap<>()); // guarded by itself

  static {
    FlightRecorder.addListener(
        new FlightRecorderListener() {
          @Override
          public void recorderInitialized(FlightRecorder recorder) {
            FlightRecorder.addPeriodicEvent(CountingStatistics.class, FlightRecording::write);
          }
        });
  }

  private FlightRecording() {}

  static void watch(CountingAllocator allocator) {
    synchronized (OPEN) {
      OPEN.add(allocator);
    }
    allocator
        .lifetime()
        .whenClosed(
            () -> {
              synchronized (OPEN) {
                OPEN.remove(allocator);
              }
            });
  }

  private static void write() {
    List<CountingAllocator> open;
    synchronized (OPEN) {
      open = new ArrayList<>(OPEN);
    }
    for (CountingAllocator allocator : open) {
      stats(allocator).ifPresent(stats -> new CountingStatistics(allocator.name(), stats).commit());
    }
  }

  private static Optional<AllocatorStats> stats(CountingAllocator allocator) {
    try {
      return Optional.of(allocator.statsFromAnyThread());
    } catch (IllegalStateException closed) { // since the list was made
      return Optional.empty();
    }
  }
}
