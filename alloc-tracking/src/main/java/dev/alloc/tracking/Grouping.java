package dev.alloc.tracking;

import dev.alloc.tracking.report.Row;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What sites are added up by. */
public enum Grouping {
  /** The line that called the allocator. */
  LINE {
    @Override
    String nameOf(Row row) {
      return caller(row, StackTraceElement::toString);
    }
  },

  /** The method that called the allocator. */
  METHOD {
    @Override
    String nameOf(Row row) {
      return caller(row, frame -> frame.getClassName() + '.' + frame.getMethodName());
    }
  },

  /** The whole stack as far as it is recorded. */
  STACK {
    @Override
    String nameOf(Row row) {
      List<StackTraceElement> frames = row.stack().frames();
      return frames.isEmpty()
          ? UNKNOWN
          : frames.stream().map(StackTraceElement::toString).collect(Collectors.joining("\n"))
              + (row.stack().truncated() ? "\n…" : "");
    }
  },

  /** The thread. */
  THREAD {
    @Override
    String nameOf(Row row) {
      return row.threadName() + " (" + row.threadId() + ')';
    }
  },

  /** The title. */
  TITLE {
    @Override
    String nameOf(Row row) {
      return row.title();
    }
  };

  private static final String UNKNOWN = "(stacks are not recorded)";

  abstract String nameOf(Row row);

  private static String caller(Row row, Function<StackTraceElement, String> describe) {
    List<StackTraceElement> frames = row.stack().frames();
    return frames.isEmpty() ? UNKNOWN : describe.apply(frames.getFirst());
  }
}
