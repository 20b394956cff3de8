package dev.alloc.suite.lisp;

/** An error of the program that is interpreted, not of the interpreter. */
final class LispException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LispException(String message) {
    super(message, null, false, false); // no stack: it would be the interpreter's
  }

  /** The message, as the program sees it. */
  String text() {
    return String.valueOf(getMessage());
  }

  static LispException wrongType(String who, String needed, long got) {
    return new LispException(who + " needs " + needed + ", not " + Value.typeName(got));
  }
}
