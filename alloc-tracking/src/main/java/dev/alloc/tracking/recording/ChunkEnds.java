package dev.alloc.tracking.recording;

import dev.alloc.tracking.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/**
 * Writes what is live when a chunk of a recording ends, and so also when the recording does.
 *
 * <p>Until JFR starts there is a listener that waits for that.
 */
final class ChunkEnds {
  // Weak: an allocator that nobody closes must not be kept by being watched.
  private static final Map<Object, Function<Object, Optional<Report>>> WATCHED =
      new WeakHashMap<>(); // guarded by itself

  static {
    FlightRecorder.addListener(
        new FlightRecorderListener() {
          @Override
          public void recorderInitialized(FlightRecorder recorder) {
            FlightRecorder.addPeriodicEvent(LeakEvent.class, ChunkEnds::write);
          }
        });
  }

  private ChunkEnds() {}

  @SuppressWarnings("unchecked") // a report is asked of what it was given with
  static <T> void watch(T allocator, Function<T, Optional<Report>> report) {
    synchronized (WATCHED) {
      WATCHED.put(allocator, (Function<Object, Optional<Report>>) (Function<?, ?>) report);
    }
  }

  private static void write() {
    List<Supplier<Optional<Report>>> reports = new ArrayList<>();
    synchronized (WATCHED) {
      WATCHED.forEach((allocator, report) -> reports.add(() -> report.apply(allocator)));
    }
    reports.forEach(
        report -> report.get().ifPresent(live -> LeakEvent.write("end of chunk", live)));
  }
}
