package dev.alloc.tracking.stack;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How many of all frames, hidden ones included, decide which are kept. A frame is hidden because of
 * its method, so that what is kept is the same wherever these frames are.
 */
final class Coverage {
  private static final String CAMERA = "capture";
  private static final StackWalker ALL_FRAMES =
      StackWalker.getInstance(
          Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES)); // reflection too

  private Coverage() {}

  /**
   * Counts the frames down to the one beyond those kept.
   *
   * @param walk what was found on this stack
   * @param camera whose method {@code capture} called, the first frame to count; the frame that it
   *     called is one more
   */
  static int of(WalkedStacks.Walk walk, Class<?> camera) {
    StackFrame beyond = Objects.requireNonNull(walk.beyond(), "none beyond: all decide");
    List<StackFrame> visible = new ArrayList<>(List.of(walk.kept()).subList(0, walk.count()));
    visible.add(beyond);
    return ALL_FRAMES.walk(
        frames ->
            1 + countTo(visible.iterator(), frames.dropWhile(frame -> !isCamera(frame, camera))));
  }

  private static int countTo(Iterator<StackFrame> visible, Stream<StackFrame> all) {
    int count = 0;
    StackFrame next = visible.next();
    Iterator<StackFrame> frames = all.iterator();
    while (frames.hasNext()) {
      count++;
      if (isSame(frames.next(), next)) {
        if (!visible.hasNext()) {
          return count;
        }
        next = visible.next();
      }
    }
    throw new AssertionError("StackWalker shows a frame that is not there: " + next);
  }

  private static boolean isCamera(StackFrame frame, Class<?> camera) {
    return frame.getDeclaringClass().equals(camera) && frame.getMethodName().equals(CAMERA);
  }

  private static boolean isSame(StackFrame one, StackFrame other) {
    return one.getByteCodeIndex() == other.getByteCodeIndex()
        && one.getDeclaringClass().equals(other.getDeclaringClass())
        && one.getMethodName().equals(other.getMethodName())
        && one.getDescriptor().equals(other.getDescriptor());
  }
}
