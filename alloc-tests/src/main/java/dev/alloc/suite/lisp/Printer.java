package dev.alloc.suite.lisp;

/** Writes values to the output, as {@code write} (strings in quotes) or as {@code display}. */
final class Printer {
  private static final int MOST_NESTING = 300;

  private final Machine machine;
  private final Blocks blocks;
  private final Output output;

  Printer(Machine machine, Output output) {
    this.machine = machine;
    this.blocks = machine.blocks;
    this.output = output;
  }

  void write(long value) {
    print(value, true, 0);
  }

  void display(long value) {
    print(value, false, 0);
  }

  private void print(long value, boolean quotes, int nesting) {
    switch (Value.tag(value)) {
      case Value.FIXNUM -> output.put(Value.number(value));
      case Value.PAIR -> list(value, quotes, nesting + 1);
      case Value.STRING -> string(value, quotes);
      case Value.REAL -> output.put(Double.toString(blocks.toDouble(value)));
      case Value.CLOSURE -> output.put("#<procedure>");
      default -> immediate(value);
    }
  }

  private void list(long list, boolean quotes, int nesting) {
    if (nesting > MOST_NESTING) {
      throw new LispException("a value is nested too deeply to be printed");
    }
    output.put('(');
    long rest = list;
    for (; ; ) {
      print(blocks.car(rest), quotes, nesting);
      rest = blocks.cdr(rest);
      if (Value.tag(rest) != Value.PAIR) {
        break;
      }
      output.put(' ');
    }
    if (rest != Value.NIL) {
      output.put(' ');
      output.put('.');
      output.put(' ');
      print(rest, quotes, nesting);
    }
    output.put(')');
  }

  private void string(long string, boolean quotes) {
    int length = blocks.length(string);
    if (!quotes) {
      long to = output.extend(length);
      blocks.memory().copy(blocks.bytes(string), to, length);
      return;
    }
    output.put('"');
    long from = blocks.bytes(string);
    for (int i = 0; i < length; i++) {
      char c = (char) (blocks.memory().getByte(from + i) & 0xff);
      if (c == '"' || c == '\\') {
        output.put('\\');
      }
      output.put(c);
    }
    output.put('"');
  }

  private void immediate(long value) {
    if (value == Value.NIL) {
      output.put('(');
      output.put(')');
      return;
    }
    switch (Value.kind(value)) {
      case Value.SYMBOL -> {
        int symbol = Value.payload(value);
        int length = machine.symbols.length(symbol);
        machine.symbols.copyName(symbol, output.extend(length));
      }
      case Value.BUILTIN ->
          output.put("#<builtin " + machine.builtins[Shortcuts.index(value)].name() + ">");
      default -> {
        if (value == Value.UNSPECIFIED) {
          output.put("#<nothing>");
        } else {
          output.put('#');
          output.put(value == Value.TRUE ? 't' : 'f');
        }
      }
    }
  }
}
