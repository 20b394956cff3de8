package dev.alloc.tracking;

import dev.alloc.Allocator;
import dev.alloc.MemoryFaultException;
import dev.alloc.tracking.site.Titles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What {@code tracking} offers beyond an allocator: snapshots, reports, titles and news of faults.
 * Callable from any thread.
 */
public final class Tracking {
  private final TrackingAllocator allocator;

  private Tracking(TrackingAllocator allocator) {
    this.allocator = allocator;
  }

  /**
   * Returns what a tracking allocator knows.
   *
   * @param allocator an allocator whose outermost part is {@code tracking}
   * @return its records
   * @throws IllegalArgumentException if it is another allocator
   */
  public static Tracking of(Allocator allocator) {
    if (allocator instanceof TrackingAllocator tracking) {
      return new Tracking(tracking);
    }
    throw new IllegalArgumentException(
        "'%s' does not track; ask for one whose name starts with 'tracking', such as 'tracking+%s'"
            .formatted(allocator.name(), allocator.name()));
  }

  /**
   * Runs code that has a title: what this thread allocates meanwhile is reported under it. A title
   * is not handed on to other threads; an inner one replaces an outer one.
   *
   * @param title what the code does, for example the name of a test
   * @param body the code
   */
  public static void runTitled(String title, Runnable body) {
    Titles.call(
        title,
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * Runs code that has a title and returns its result, see {@link #runTitled}.
   *
   * @param title what the code does, for example the name of a test
   * @param body the code
   * @param <R> the type of the result
   * @param <X> what the code may throw
   * @return the result
   * @throws X what the code threw
   */
  public static <R, X extends Throwable> R callTitled(
      String title, ScopedValue.CallableOp<? extends R, X> body) throws X {
    return Titles.call(title, body);
  }

  /**
   * Returns what is live now, and what was allocated so far.
   *
   * @return a snapshot, exact if no other thread is allocating
   * @throws IllegalStateException if the allocator is closed
   */
  public TrackingSnapshot snapshot() {
    allocator.lifetime().ensureOpen();
    return TrackingSnapshot.of(allocator);
  }

  /**
   * Writes what is live now to a file.
   *
   * @param file the file, replaced if there is one
   * @param format the format
   * @throws IOException if the file cannot be written
   * @throws IllegalStateException if the allocator is closed
   */
  public void write(Path file, ReportFormat format) throws IOException {
    Files.writeString(file, snapshot().toText(format));
  }

  /**
   * Calls a listener with each fault, before it is thrown, on the thread that caused it. Faults
   * that a listener causes are not told to listeners.
   *
   * @param listener what to call; what it throws is thrown instead of the fault
   */
  public void onFault(Consumer<? super MemoryFaultException> listener) {
    allocator.listeners().add(Objects.requireNonNull(listener, "listener"));
  }
}
