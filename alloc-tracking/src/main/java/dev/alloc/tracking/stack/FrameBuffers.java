package dev.alloc.tracking.stack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Memory that the VM writes frames to, for as many threads as look at their stacks at a time. A
 * virtual thread keeps its carrier while it does, so these are few, and no thread needs its own.
 */
final class FrameBuffers {
  /** All are in use. */
  static final int NONE = -1;

  /** Frames that a buffer holds, the mark behind the last one not counted. */
  static final int FRAMES = 255;

  /** As many frames can be written before those that count. */
  static final int SLACK = 16;

  private static final int FRAME = 2 * Long.BYTES; // the method's id, the place in it
  private static final int BYTES = (SLACK + FRAMES + 1) * FRAME;
  private static final int TRACE = 4 * Long.BYTES; // a thread, a number of frames, their address
  private static final int BUFFERS =
      Integer.highestOneBit(8 * Runtime.getRuntime().availableProcessors());
  private static final int LINE = 16; // ints, so that no two are in one cache line
  private static final AtomicIntegerArray TAKEN = new AtomicIntegerArray(BUFFERS * LINE);
  private static final MemorySegment MEMORY =
      Arena.global().allocate((long) BUFFERS * (BYTES + Long.BYTES + TRACE), Long.BYTES);
  private static final long COUNTS = (long) BUFFERS * BYTES; // behind all frames
  private static final long TRACES = COUNTS + (long) BUFFERS * Long.BYTES;

  private FrameBuffers() {}

  static int claim() {
    int first = (int) Thread.currentThread().threadId();
    for (int i = 0; i < BUFFERS; i++) {
      int buffer = first + i & (BUFFERS - 1);
      if (TAKEN.compareAndSet(buffer * LINE, 0, 1)) {
        return buffer;
      }
    }
    return NONE;
  }

  static void release(int buffer) {
    TAKEN.setRelease(buffer * LINE, 0);
  }

  static long frames(int buffer) {
    return MEMORY.address() + offset(buffer, 0);
  }

  static long count(int buffer) {
    return MEMORY.address() + COUNTS + (long) buffer * Long.BYTES;
  }

  static int readCount(int buffer) {
    return MEMORY.get(ValueLayout.JAVA_INT, COUNTS + (long) buffer * Long.BYTES);
  }

  static long trace(int buffer) {
    return MEMORY.address() + TRACES + (long) buffer * TRACE;
  }

  /** What follows the thread in a trace. */
  static void prepareTrace(int buffer, int above, int frames) {
    long trace = TRACES + (long) buffer * TRACE;
    MEMORY.set(ValueLayout.JAVA_INT, trace + Long.BYTES, frames);
    MEMORY.set(
        ValueLayout.JAVA_LONG, trace + 2 * Long.BYTES, frames(buffer) - (long) above * FRAME);
  }

  static int readTrace(int buffer) {
    return MEMORY.get(ValueLayout.JAVA_INT, TRACES + (long) buffer * TRACE + Long.BYTES);
  }

  /** Leaves of the first word the 32 bits that were written. */
  static void trim(int buffer, int frame) {
    MEMORY.set(
        ValueLayout.JAVA_LONG,
        offset(buffer, frame),
        Integer.toUnsignedLong((int) method(buffer, frame)));
  }

  static long method(int buffer, int frame) {
    return MEMORY.get(ValueLayout.JAVA_LONG, offset(buffer, frame));
  }

  static long place(int buffer, int frame) {
    return MEMORY.get(ValueLayout.JAVA_LONG, offset(buffer, frame) + Long.BYTES);
  }

  /** Marks the end of a stack, as no frame does: none has the method 0. */
  static void end(int buffer, int frame) {
    MEMORY.set(ValueLayout.JAVA_LONG, offset(buffer, frame), 0);
    MEMORY.set(ValueLayout.JAVA_LONG, offset(buffer, frame) + Long.BYTES, 0);
  }

  private static long offset(int buffer, int frame) {
    return (long) buffer * BYTES + (long) (SLACK + frame) * FRAME;
  }
}
