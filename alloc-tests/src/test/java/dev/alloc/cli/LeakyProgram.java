package dev.alloc.cli;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.tracking.Tracking;
import dev.alloc.tracking.TrackingSnapshot;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Something that leaks, in two threads, from several places, under titles and under none. */
final class LeakyProgram {
  private final Allocator allocator;
  private final List<MemorySegment> live = new ArrayList<>();

  private LeakyProgram(Allocator allocator) {
    this.allocator = allocator;
  }

  /** Runs it, passes on what was tracked while it is live, and frees it. */
  static void run(Consumer<TrackingSnapshot> observer, String... options) {
    Map<String, String> properties =
        options.length == 0 ? Map.of("tracking.depth", "6") : Map.of(options[0], options[1]);
    try (Allocator tracking = Allocators.create("tracking", properties)) {
      LeakyProgram program = new LeakyProgram(tracking);
      program.leak();
      observer.accept(Tracking.of(tracking).snapshot());
      program.live.forEach(tracking::free);
    }
  }

  private void leak() {
    for (int i = 1; i <= 3; i++) {
      live.add(allocator.allocate(1_000L * i, 8));
      allocator.free(allocator.allocate(7, 1));
    }
    Tracking.runTitled("titled <&\"; 'quoted'", () -> nested(4));
    Thread thread = new Thread(() -> nested(9), "other; thread");
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a thread was leaking", e);
    }
  }

  private void nested(int depth) {
    if (depth > 0) {
      nested(depth - 1);
    } else {
      live.add(allocator.allocate(24, 8));
      live.add(allocator.allocate(0, 8));
    }
  }
}
