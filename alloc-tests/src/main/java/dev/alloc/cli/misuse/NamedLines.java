package dev.alloc.cli.misuse;

import dev.alloc.MemoryFaultException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares the lines that a fault names with those that a scene noted. */
final class NamedLines {
  private final Scene scene;
  private final List<String> wrong = new ArrayList<>();

  private NamedLines(Scene scene) {
    this.scene = scene;
  }

  /** Returns what is wrong with the lines of a fault of an allocator that records them. */
  static String wrongIn(MemoryFaultException fault, Scene scene) {
    NamedLines lines = new NamedLines(scene);
    switch (fault.kind()) {
      case OVERRUN, UNDERRUN, WRONG_SIZE -> lines.allocation(fault);
      case WRITE_AFTER_FREE -> {
        lines.allocation(fault);
        lines.frees(fault, scene.frees().subList(0, 1));
      }
      case DOUBLE_FREE -> {
        lines.allocation(fault);
        lines.frees(fault, List.of(scene.frees().getFirst(), scene.frees().getLast()));
      }
      case INVALID_FREE -> lines.thrownFrom(fault);
      case LEAK -> lines.leaks(fault);
    }
    return String.join("; ", lines.wrong);
  }

  /** Returns what is wrong with the stack of an exception that a wrong call or access throws. */
  static String wrongInStack(Throwable thrown, Misuse program) {
    boolean there =
        Arrays.stream(thrown.getStackTrace())
            .anyMatch(frame -> isIn(frame, program.type().getName(), program.name()));
    return there ? "" : "its stack does not lead to the program";
  }

  private static boolean isIn(StackTraceElement frame, String type, String method) {
    return frame.getClassName().equals(type)
        && (frame.getMethodName().equals(method)
            || frame.getMethodName().startsWith("lambda$" + method + "$"));
  }

  private void allocation(MemoryFaultException fault) {
    compare("allocated", fault.allocationSite(), scene.allocations().getFirst());
  }

  private void frees(MemoryFaultException fault, List<StackTraceElement> expected) {
    List<List<StackTraceElement>> named = fault.freeSites();
    if (named.size() != expected.size()) {
      wrong.add("%d frees named instead of %d".formatted(named.size(), expected.size()));
      return;
    }
    for (int i = 0; i < named.size(); i++) {
      compare("freed", named.get(i), expected.get(i));
    }
  }

  private void thrownFrom(MemoryFaultException fault) {
    StackTraceElement expected = scene.frees().getLast();
    if (Arrays.stream(fault.getStackTrace()).noneMatch(frame -> isSame(frame, expected))) {
      wrong.add("thrown elsewhere than at " + expected);
    }
  }

  private void leaks(MemoryFaultException fault) {
    List<StackTraceElement> left = new ArrayList<>(scene.allocations());
    for (Throwable suppressed : fault.getSuppressed()) {
      if (!(suppressed instanceof MemoryFaultException leak)
          || !left.removeIf(new FirstOnly(leak)::test)) {
        wrong.add("a leak that is none: " + suppressed.getMessage());
      }
    }
    left.forEach(missing -> wrong.add("no leak of what was allocated at " + missing));
  }

  /** Whether a line is that of a leak, for the first that is. */
  private static final class FirstOnly {
    private final MemoryFaultException leak;
    private boolean found;

    FirstOnly(MemoryFaultException leak) {
      this.leak = leak;
    }

    boolean test(StackTraceElement line) {
      boolean same =
          !found
              && !leak.allocationSite().isEmpty()
              && isSame(leak.allocationSite().getFirst(), line);
      found |= same;
      return same;
    }
  }

  private void compare(String what, List<StackTraceElement> named, StackTraceElement expected) {
    if (named.isEmpty() || !isSame(named.getFirst(), expected)) {
      wrong.add("%s at %s instead of %s".formatted(what, named, expected));
    }
  }

  private static boolean isSame(StackTraceElement a, StackTraceElement b) {
    return a.getClassName().equals(b.getClassName())
        && a.getMethodName().equals(b.getMethodName())
        && a.getLineNumber() == b.getLineNumber();
  }
}
