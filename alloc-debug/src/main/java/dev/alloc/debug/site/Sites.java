package dev.alloc.debug.site;

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

/** The places in the program that were seen, each a number. Safe for threads. */
public final class Sites {
  /** The site of which nothing is known. */
  public static final int UNKNOWN = 0;

  private static final int MOST_NODES = 1 << 20;
  private static final int USUAL_FRAMES_ABOVE = 6;
  private static final StackTraceElement NO_FRAME =
      new StackTraceElement("(unknown)", "", null, -1);

  private final StackWalker walker;
  private final int depth;
  private final Map<Step, Integer> numbers = new ConcurrentHashMap<>();
  private final List<Node> nodes = new ArrayList<>(); // guarded by itself

  /** A way from one node to the next; compared for each frame, so what differs most goes first. */
  private record Step(
      int parent, Class<?> type, String method, String descriptor, int bytecodeIndex) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Step step
          && bytecodeIndex == step.bytecodeIndex
          && parent == step.parent
          && type == step.type
          && method.equals(step.method)
          && descriptor.equals(step.descriptor);
    }

    @Override
    public int hashCode() {
      return ((parent * 31 + bytecodeIndex) * 31 + type.hashCode()) * 31 + method.hashCode();
    }
  }

  private record Node(int parent, StackTraceElement frame) {}

  /**
   * Creates an empty tree.
   *
   * @param depth how many frames of a stack to look at; 0 for none
   */
  public Sites(int depth) {
    this.depth = depth;
    this.walker =
        StackWalker.getInstance(
            Set.of(Option.RETAIN_CLASS_REFERENCE), Math.min(depth, 64) + USUAL_FRAMES_ABOVE);
    nodes.add(new Node(UNKNOWN, NO_FRAME));
  }

  /**
   * Returns how many frames are looked at.
   *
   * @return the depth
   */
  public int depth() {
    return depth;
  }

  /**
   * Returns where the calling thread is.
   *
   * @return the number of the site; {@link #UNKNOWN} at depth 0
   */
  public int here() {
    return depth == 0 ? UNKNOWN : walker.walk(this::descend);
  }

  /**
   * Returns where the calling thread is, or {@link #UNKNOWN} if there is no memory to find out.
   *
   * @return the number of the site
   */
  public int hereIfPossible() {
    try {
      return here();
    } catch (OutOfMemoryError heapIsFull) {
      return UNKNOWN; // giving memory back must not fail for the want of it
    }
  }

  /**
   * Returns the stack of a site.
   *
   * @param site its number
   * @return the frames, the caller first
   */
  public List<StackTraceElement> frames(int site) {
    List<StackTraceElement> frames = new ArrayList<>();
    synchronized (nodes) {
      for (int at = site; at != UNKNOWN; at = nodes.get(at).parent()) {
        frames.add(nodes.get(at).frame());
      }
    }
    return List.copyOf(frames.reversed());
  }

  private int descend(Stream<StackFrame> stack) {
    Iterator<StackFrame> frames = stack.iterator();
    int site = UNKNOWN;
    for (int level = 0; level < depth && frames.hasNext(); ) {
      StackFrame frame = frames.next();
      if (level > 0 || Callers.contain(frame.getDeclaringClass())) {
        site = below(site, frame);
        level++;
      }
    }
    return site;
  }

  private int below(int parent, StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    String method = frame.getMethodName();
    String descriptor = SharedNames.include(type, method) ? frame.getDescriptor() : "";
    Step step = new Step(parent, type, method, descriptor, frame.getByteCodeIndex());
    Integer known = numbers.get(step);
    return known != null ? known : add(step, frame);
  }

  private int add(Step step, StackFrame frame) {
    synchronized (nodes) {
      Integer known = numbers.get(step);
      if (known != null) {
        return known;
      }
      int number = nodes.size();
      if (number >= MOST_NODES) {
        return step.parent();
      }
      nodes.add(new Node(step.parent(), frame.toStackTraceElement()));
      numbers.put(step, number);
      return number;
    }
  }
}
