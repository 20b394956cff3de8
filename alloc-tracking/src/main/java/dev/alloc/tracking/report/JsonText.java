package dev.alloc.tracking.report;

/** JSON as it is written, piece by piece. */
final class JsonText {
  private final StringBuilder text = new StringBuilder();
  private boolean separate;

  JsonText open(char bracket) {
    value();
    text.append(bracket);
    separate = false;
    return this;
  }

  JsonText close(char bracket) {
    text.append(bracket);
    separate = true;
    return this;
  }

  JsonText key(String name) {
    text(name);
    text.append(':');
    separate = false;
    return this;
  }

  JsonText number(long number) {
    value();
    text.append(number);
    return this;
  }

  JsonText flag(boolean flag) {
    value();
    text.append(flag);
    return this;
  }

  JsonText text(String string) {
    value();
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      append(string.charAt(i));
    }
    text.append('"');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void value() {
    if (separate) {
      text.append(',');
    }
    separate = true;
  }

  private void append(char c) {
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\t' -> text.append("\\t");
      default -> {
        if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
          text.append("\\u%04x".formatted((int) c));
        } else {
          text.append(c);
        }
      }
    }
  }
}
