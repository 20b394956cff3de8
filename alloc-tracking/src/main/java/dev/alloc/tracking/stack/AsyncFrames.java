package dev.alloc.tracking.stack;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calling thread's frames by {@code AsyncGetCallTrace}, which HotSpot has for profilers: it
 * makes no object for a frame and takes no lock, so it is four times as quick as {@code
 * GetStackTrace}. It is no part of a specification.
 *
 * <p>It tells no id of a method that has none yet; {@link NativeFrames} gives all on a stack one.
 */
final class AsyncFrames {
  /** Why there is nothing to be had here, or null. */
  static final @Nullable String WHY_NOT;

  private static final Set<String> TRIED = Set.of("amd64", "aarch64");
  private static final int ENOUGH = 64; // frames, to find trace among them
  private static final int TRIES = 8; // the first calls go through frames of their own
  private static final long TRACE_ID;

  // Frames above that of trace: fewer once the call is compiled. Whoever finds it wrong looks
  // again.
  private static int above;
  private static final MethodHandle ASYNC_GET_CALL_TRACE;
  private static final MemorySegment FUNCTION;
  private static final AsyncTrace TRACE;
  private static final FunctionDescriptor TYPE =
      FunctionDescriptor.ofVoid(
          ValueLayout.JAVA_LONG, // addresses as numbers, as in Jvmti
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG);
  private static final long NO_CONTEXT = 0; // that of a signal; this is none

  static {
    String whyNot = NativeFrames.WHY_NOT;
    AsyncTrace trace = AsyncTrace.NONE;
    MethodHandle handle =
        MethodHandles.empty(TYPE.toMethodType().insertParameterTypes(0, MemorySegment.class));
    if (whyNot == null) {
      try {
        trace = AsyncTrace.ofThisVm();
        handle = link();
      } catch (IllegalStateException | UnsupportedOperationException e) {
        whyNot = Objects.toString(e.getMessage(), e.toString());
      }
    }
    ASYNC_GET_CALL_TRACE = handle;
    FUNCTION = trace.function();
    TRACE = trace;
    int caller = -1;
    long[] frames = new long[2 * ENOUGH];
    for (int i = 0; whyNot == null && i < TRIES && caller < 0; i++) {
      caller = callerOfTrace(frames);
    }
    if (whyNot == null && caller < 0) {
      whyNot = "the VM shows its own calls in another way each time";
    }
    WHY_NOT = whyNot;
    above = Math.max(0, caller - 1);
    TRACE_ID = caller < 1 ? 0 : frames[2 * (caller - 1) + 1];
  }

  private AsyncFrames() {}

  /** Whether this was tried for long on such a system; HotSpot has code of its own for each. */
  static boolean isTried() {
    return System.getProperty("os.name").equals("Linux")
        && TRIED.contains(System.getProperty("os.arch"));
  }

  @SuppressWarnings("restricted") // only what the VM has for this is called
  private static MethodHandle link() {
    return Linker.nativeLinker().downcallHandle(TYPE);
  }

  /**
   * Has the VM write frames to a buffer, from those of this class on.
   *
   * @param most how many to write
   * @return how many there are, 0 if the VM refuses
   */
  static int take(int buffer, int most) {
    int skipped = above; // read once: another thread may be changing it
    int frames = trace(buffer, skipped, most, false);
    if (!isWhole(buffer, frames)) {
      skipped = aboveNow(buffer, skipped);
      above = skipped;
      frames = trace(buffer, skipped, most, false);
    }
    if (isWhole(buffer, frames) && !hasAllIds(buffer, frames)) {
      NativeFrames.take(buffer, 0, FrameBuffers.FRAMES);
      frames = trace(buffer, skipped, most, false);
    }
    return isWhole(buffer, frames) && hasAllIds(buffer, frames) ? frames : 0;
  }

  /** Where the frame of trace is, after one call that looked elsewhere; the same if nowhere. */
  private static int aboveNow(int buffer, int before) {
    int last = Math.min(FrameBuffers.SLACK, FrameBuffers.readTrace(buffer)) - before;
    for (int frame = -before; frame < last; frame++) {
      if (id(buffer, frame) == TRACE_ID) {
        return before + frame;
      }
    }
    return before;
  }

  /**
   * Leaves out so many frames, which is how many there are above that of this method.
   *
   * @param isFirst whether this method itself may have no id yet
   */
  private static int trace(int buffer, int above, int most, boolean isFirst) {
    if (isFirst) {
      NativeFrames.take(buffer, 0, FrameBuffers.FRAMES);
    }
    try {
      long trace = TRACE.prepare(buffer, above);
      ASYNC_GET_CALL_TRACE.invokeExact(FUNCTION, trace, above + most, NO_CONTEXT);
      int frames = Math.max(0, TRACE.count(buffer) - above); // what is negative says why not
      for (int frame = 0; frame < frames; frame++) {
        FrameBuffers.trim(buffer, frame);
      }
      return frames;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // no function of C throws
    }
  }

  private static boolean isWhole(int buffer, int frames) {
    return frames > 0 && id(buffer, 0) == TRACE_ID;
  }

  private static boolean hasAllIds(int buffer, int frames) {
    for (int frame = 0; frame < frames; frame++) {
      if (id(buffer, frame) == 0) {
        return false;
      }
    }
    return true;
  }

  /** The VM writes the place first here. */
  private static long id(int buffer, int frame) {
    return FrameBuffers.place(buffer, frame);
  }

  /** Calls from two places here; the frame that differs in nothing but the place is this one. */
  private static int callerOfTrace(long[] first) {
    int buffer = FrameBuffers.claim();
    if (buffer == FrameBuffers.NONE) {
      return -1;
    }
    try {
      int count = trace(buffer, 0, ENOUGH, true);
      NativeFrames.read(buffer, first, count);
      int again = trace(buffer, 0, ENOUGH, true);
      long[] second = new long[first.length];
      NativeFrames.read(buffer, second, again);
      int caller = Arrays.mismatch(first, second) / 2;
      int more = 2 * caller + 2;
      boolean alike =
          count == again
              && caller > 0
              && caller <= FrameBuffers.SLACK
              && first[2 * caller + 1] == second[2 * caller + 1]
              && Arrays.equals(first, more, 2 * count, second, more, 2 * count);
      return alike ? caller : -1;
    } finally {
      FrameBuffers.release(buffer);
    }
  }
}
