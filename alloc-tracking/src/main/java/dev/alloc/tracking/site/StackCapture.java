package dev.alloc.tracking.site;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Looks at the calling thread's stack from its first frame outside of this platform. */
public final class StackCapture {
  private static final int USUAL_PLATFORM_FRAMES = 4;
  private static final int MOST_STACKS = 1 << 20;
  private static final Stack TOO_MANY =
      new Stack(
          List.of(new StackTraceElement("(more stacks than are told apart)", "", null, -1)), true);

  private final int depth;
  private final StackWalker walker;
  private final Map<StackKey, Stack> known = new ConcurrentHashMap<>();

  /**
   * Creates a camera.
   *
   * @param depth how many frames to keep; 0 for none
   */
  public StackCapture(int depth) {
    this.depth = depth;
    this.walker =
        StackWalker.getInstance(
            Set.of(Option.RETAIN_CLASS_REFERENCE), Math.min(depth, 64) + USUAL_PLATFORM_FRAMES);
  }

  /**
   * Returns how many frames are kept.
   *
   * @return the depth
   */
  public int depth() {
    return depth;
  }

  /**
   * Looks.
   *
   * @return the one object for this stack
   */
  public Stack capture() {
    return depth == 0 ? Stack.UNKNOWN : walker.walk(this::take);
  }

  private Stack take(Stream<StackFrame> frames) {
    Iterator<StackFrame> all = frames.iterator();
    StackFrame[] kept = new StackFrame[Math.min(depth, 1024)];
    int count = 0;
    boolean truncated = false;
    while (all.hasNext() && !truncated) {
      StackFrame frame = all.next();
      if (count == kept.length) {
        truncated = true;
      } else if (count > 0 || !PlatformFrames.contains(frame.getDeclaringClass())) {
        kept[count++] = frame;
      }
    }
    StackKey key = new StackKey(kept, count, truncated);
    Stack stack = known.get(key);
    return stack != null ? stack : add(key, kept, count, truncated);
  }

  private Stack add(StackKey key, StackFrame[] kept, int count, boolean truncated) {
    if (known.size() >= MOST_STACKS) {
      return TOO_MANY;
    }
    List<StackTraceElement> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(kept[i].toStackTraceElement());
    }
    Stack stack = new Stack(List.copyOf(elements), truncated);
    Stack earlier = known.putIfAbsent(key, stack);
    return earlier == null ? stack : earlier;
  }
}
