package dev.alloc.tracking.stack;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calling thread's frames as the VM has them: ids of methods, and places in these. */
final class NativeFrames {
  /** How many frames there are above that of {@link #take}: those of the call itself. */
  static final int ABOVE;

  /** Why there is nothing to be had here, or null. */
  static final @Nullable String WHY_NOT;

  private static final MethodHandle GET_STACK_TRACE;
  private static final MemorySegment FUNCTION;
  private static final long ENVIRONMENT;
  private static final long TAKE; // the id of take

  private static final long THIS_THREAD = 0; // also if it is a virtual one
  private static final int ENOUGH = 64; // frames, to find take among them
  private static final int TRIES = 8; // the first calls go through frames of their own

  static {
    Jvmti jvmti = Jvmti.NONE;
    String whyNot = null;
    try {
      jvmti = Jvmti.ofThisVm();
    } catch (IllegalCallerException denied) {
      whyNot = "native access is denied; start java with --enable-native-access=" + here();
    } catch (IllegalStateException | UnsupportedOperationException e) {
      whyNot = Objects.toString(e.getMessage(), e.toString());
    }
    GET_STACK_TRACE = jvmti.getStackTrace();
    FUNCTION = jvmti.function();
    ENVIRONMENT = jvmti.environment();
    int caller = -1;
    long take = 0;
    if (whyNot == null) {
      long[] frames = new long[2 * ENOUGH];
      for (int i = 0; i < TRIES && caller < 0; i++) {
        caller = callerOfTake(frames);
      }
      if (caller < 0) {
        whyNot = "the VM shows its own calls in another way each time";
      } else {
        take = frames[2 * (caller - 1)];
      }
    }
    ABOVE = Math.max(0, caller - 1);
    TAKE = take;
    WHY_NOT = whyNot;
  }

  private NativeFrames() {}

  /**
   * Has the VM write frames to a buffer.
   *
   * @param above how many to leave out
   * @param most how many to write
   * @return how many there are, 0 if the VM refuses
   */
  static int take(int buffer, int above, int most) {
    try {
      int error =
          (int)
              GET_STACK_TRACE.invokeExact(
                  FUNCTION,
                  ENVIRONMENT,
                  THIS_THREAD,
                  above,
                  most,
                  FrameBuffers.frames(buffer),
                  FrameBuffers.count(buffer));
      return error == 0 ? FrameBuffers.readCount(buffer) : 0;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // no function of C throws
    }
  }

  /** Whether the frames in a buffer begin with {@link #take}, as they should. */
  static boolean areWhole(int buffer, int frames) {
    return frames > 0 && FrameBuffers.method(buffer, 0) == TAKE;
  }

  /** Calls from two places here; the frame that differs in nothing but the place is this one. */
  private static int callerOfTake(long[] first) {
    int buffer = FrameBuffers.claim();
    if (buffer == FrameBuffers.NONE) {
      return -1;
    }
    try {
      int count = take(buffer, 0, ENOUGH);
      read(buffer, first, count);
      int again = take(buffer, 0, ENOUGH);
      long[] second = new long[first.length];
      read(buffer, second, again);
      int caller = Arrays.mismatch(first, second) / 2;
      int more = 2 * caller + 2;
      boolean alike =
          count == again
              && caller > 0
              && first[2 * caller] == second[2 * caller]
              && Arrays.equals(first, more, 2 * count, second, more, 2 * count);
      return alike ? caller : -1;
    } finally {
      FrameBuffers.release(buffer);
    }
  }

  static void read(int buffer, long[] frames, int count) {
    for (int i = 0; i < count; i++) {
      frames[2 * i] = FrameBuffers.method(buffer, i);
      frames[2 * i + 1] = FrameBuffers.place(buffer, i);
    }
  }

  private static String here() {
    Module module = NativeFrames.class.getModule();
    return module.isNamed() ? module.getName() : "ALL-UNNAMED";
  }
}
