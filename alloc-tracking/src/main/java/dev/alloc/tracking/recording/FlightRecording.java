package dev.alloc.tracking.recording;

import dev.alloc.tracking.report.Report;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What JFR is told, if the JDK has it. Callable from any thread. */
public final class FlightRecording {
  // A constant: without the module no event's class is loaded, with it the question costs nothing.
  private static final boolean PRESENT = isPresent("jdk.jfr");

  private FlightRecording() {}

  /**
   * Tells that a block was given out.
   *
   * @param allocator the allocator's name
   * @param address the block's address
   * @param byteSize its size in bytes
   * @param title what the thread said it was doing, or null
   */
  public static void allocated(
      String allocator, long address, long byteSize, @Nullable String title) {
    if (PRESENT) {
      AllocationEvent.write(allocator, address, byteSize, title);
    }
  }

  /**
   * Tells that a block got another size.
   *
   * @param allocator the allocator's name
   * @param formerAddress the block's address before
   * @param formerByteSize its size before, in bytes
   * @param address its address
   * @param byteSize its size in bytes
   */
  public static void reallocated(
      String allocator, long formerAddress, long formerByteSize, long address, long byteSize) {
    if (PRESENT) {
      ReallocationEvent.write(allocator, formerAddress, formerByteSize, address, byteSize);
    }
  }

  /**
   * Tells that a block was freed.
   *
   * @param allocator the allocator's name
   * @param address the block's address
   * @param byteSize its size in bytes
   */
  public static void freed(String allocator, long address, long byteSize) {
    if (PRESENT) {
      FreeEvent.write(allocator, address, byteSize);
    }
  }

  /**
   * Tells what was live when an allocator was to be closed.
   *
   * @param report what it has recorded
   */
  public static void leaked(Report report) {
    if (PRESENT) {
      LeakEvent.write("close", report);
    }
  }

  /**
   * Tells from now on, whenever a chunk of a recording ends, what is live.
   *
   * @param allocator whose blocks; it is not kept alive by being watched
   * @param report what it has recorded, or nothing if it is closed
   * @param <T> the type of the allocator
   */
  public static <T> void watch(T allocator, Function<T, Optional<Report>> report) {
    if (PRESENT) {
      ChunkEnds.watch(allocator, report);
    }
  }

  private static boolean isPresent(String name) {
    Module here = FlightRecording.class.getModule();
    return ModuleLayer.boot().findModule(name).filter(here::canRead).isPresent();
  }
}
