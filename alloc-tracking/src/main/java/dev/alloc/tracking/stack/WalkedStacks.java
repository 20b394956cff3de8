package dev.alloc.tracking.stack;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By {@link StackWalker}. */
record WalkedStacks(int depth, StackWalker walker, Map<StackKey, Stack> known)
    implements StackCapture {
  private static final int USUAL_PLATFORM_FRAMES = 4;
  private static final int MOST_FRAMES = 1024;
  private static final int MOST_STACKS = 1 << 20;
  private static final Stack TOO_MANY =
      new Stack(
          List.of(new StackTraceElement("(more stacks than are told apart)", "", null, -1)), true);

  /**
   * Frames from the caller on.
   *
   * @param kept those to keep
   * @param count how many they are
   * @param beyond the next one, or null if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  record Walk(StackFrame[] kept, int count, @Nullable StackFrame beyond) {}

  static WalkedStacks of(int depth) {
    StackWalker walker =
        StackWalker.getInstance(
            Set.of(Option.RETAIN_CLASS_REFERENCE), Math.min(depth, 64) + USUAL_PLATFORM_FRAMES);
    return new WalkedStacks(depth, walker, new ConcurrentHashMap<>());
  }

  @Override
  public Stack capture() {
    return stack(walk());
  }

  Walk walk() {
    return walker.walk(this::take);
  }

  private Walk take(Stream<StackFrame> frames) {
    Iterator<StackFrame> all = frames.iterator();
    StackFrame[] kept = new StackFrame[Math.min(depth, MOST_FRAMES)];
    int count = 0;
    while (all.hasNext()) {
      StackFrame frame = all.next();
      if (count == kept.length) {
        return new Walk(kept, count, frame);
      }
      if (count > 0 || !PlatformFrames.contains(frame.getDeclaringClass())) {
        kept[count++] = frame;
      }
    }
    return new Walk(kept, count, null);
  }

  /** The one object for what was found. */
  Stack stack(Walk walk) {
    StackKey key = new StackKey(walk.kept(), walk.count(), walk.beyond() != null);
    Stack stack = known.get(key);
    return stack != null ? stack : add(key, walk);
  }

  private Stack add(StackKey key, Walk walk) {
    if (known.size() >= MOST_STACKS) {
      return TOO_MANY;
    }
    List<StackTraceElement> elements = new ArrayList<>(walk.count());
    for (int i = 0; i < walk.count(); i++) {
      elements.add(walk.kept()[i].toStackTraceElement());
    }
    Stack stack = new Stack(List.copyOf(elements), walk.beyond() != null);
    Stack earlier = known.putIfAbsent(key, stack);
    return earlier == null ? stack : earlier;
  }
}
