package dev.alloc.tracking;

import dev.alloc.tracking.site.Origin;
import dev.alloc.tracking.stack.Stack;

/** How origins are described in messages. */
final class Sentences {

  private Sentences() {}

  static String by(Origin origin) {
    return "by thread '%s' (%d)%s%s"
        .formatted(
            origin.actor().threadName(),
            origin.actor().threadId(),
            origin.title() == null ? "" : ", in '" + origin.title() + "'",
            at(origin.stack()));
  }

  static String at(Stack stack) {
    if (stack.frames().isEmpty()) {
      return "";
    }
    return " at %s%s"
        .formatted(
            stack.frames().getFirst(), stack.frames().size() > 1 || stack.truncated() ? " …" : "");
  }
}
