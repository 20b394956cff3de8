package dev.alloc.suite.lisp;

import java.nio.charset.StandardCharsets;

/**
 * Reads a program's text into blocks: a string and a real have one each, a form is a tuple of its
 * parts. What has been read is on the stack, so an error leaves nothing behind.
 */
final class Reader {
  private static final int MOST_NESTING = 200;
  private static final int MOST_DIGITS = 19; // more do not fit a fixnum
  private static final boolean[] IN_SYMBOL = new boolean[256];

  static {
    for (int c = 0; c < IN_SYMBOL.length; c++) {
      IN_SYMBOL[c] = c > ' ' && "()'\";".indexOf(c) < 0;
    }
  }

  private final Blocks blocks;
  private final ValueStack stack;
  private final Symbols symbols;
  private byte[] text = {};
  private int position;

  Reader(Blocks blocks, ValueStack stack, Symbols symbols) {
    this.blocks = blocks;
    this.stack = stack;
    this.symbols = symbols;
  }

  /** Pushes the forms of a program, in order. */
  void read(byte[] program) {
    text = program;
    position = 0;
    while (skipToDatum()) {
      datum(0);
    }
  }

  /** Skips blanks and comments; false at the end of the text. */
  private boolean skipToDatum() {
    byte[] in = text; // locals, so that the loop keeps them in registers
    int at = position;
    boolean comment = false;
    for (; at < in.length; at++) {
      byte c = in[at];
      if (comment) {
        comment = c != '\n';
      } else if (c == ';') {
        comment = true;
      } else if (c > ' ' || c < 0) {
        break;
      }
    }
    position = at;
    return at < in.length;
  }

  private void datum(int nesting) {
    if (nesting > MOST_NESTING) {
      throw new LispException("forms are nested too deeply");
    }
    stack.reserve(3);
    byte c = text[position];
    switch (c) {
      case '(' -> form(nesting);
      case ')' -> throw new LispException("a parenthesis closes nothing");
      case '\'' -> quoted(nesting);
      case '"' -> string();
      default -> {
        boolean signed = c == '-' && position + 1 < text.length;
        if (isDigit(signed ? text[position + 1] : c)) {
          number();
        } else {
          symbol();
        }
      }
    }
  }

  private void form(int nesting) {
    int base = stack.size();
    position++;
    for (; ; ) {
      if (!skipToDatum()) {
        throw new LispException("a parenthesis is not closed");
      }
      if (text[position] == ')') {
        break;
      }
      datum(nesting + 1);
    }
    position++;
    tuple(base);
  }

  private void quoted(int nesting) {
    int base = stack.size();
    position++;
    if (!skipToDatum()) {
      throw new LispException("a quote quotes nothing");
    }
    stack.push(Value.immediate(Value.SYMBOL, Operation.QUOTE));
    datum(nesting + 1);
    tuple(base);
  }

  /** Replaces the values from {@code base} on by a tuple of them. */
  private void tuple(int base) {
    int parts = stack.size() - base;
    if (parts == 0) {
      stack.push(Value.NIL);
      return;
    }
    long tuple = blocks.tuple(parts);
    for (int i = 0; i < parts; i++) {
      blocks.setPart(tuple, i, stack.get(base + i));
    }
    stack.forget(base);
    stack.push(tuple);
  }

  private void string() {
    int start = ++position;
    int escapes = 0;
    while (position < text.length && text[position] != '"') {
      if (text[position] == '\\') {
        escapes++;
        position++;
      }
      position++;
    }
    if (position >= text.length) {
      throw new LispException("a string is not closed");
    }
    long string = blocks.string(position - start - escapes);
    long to = blocks.bytes(string);
    for (int i = start; i < position; i++) {
      byte c = text[i];
      if (c == '\\') {
        c = text[++i] == 'n' ? (byte) '\n' : text[i];
      }
      blocks.memory().setByte(to++, c);
    }
    position++;
    stack.push(string);
  }

  private void number() {
    int start = position;
    boolean negative = text[position] == '-';
    if (negative) {
      position++;
    }
    long number = 0;
    int first = position;
    while (position < text.length && isDigit(text[position])) {
      number = 10 * number + text[position++] - '0';
    }
    boolean whole = number >= 0 && Value.fitsFixnum(number); // 19 digits wrap around once at most
    if (whole && position - first <= MOST_DIGITS && !inSymbol()) {
      stack.push(Value.fixnum(negative ? -number : number));
      return;
    }
    while (inSymbol()) {
      position++;
    }
    String real = new String(text, start, position - start, StandardCharsets.UTF_8);
    try {
      stack.push(blocks.real(Double.parseDouble(real)));
    } catch (NumberFormatException e) {
      throw new LispException(real + " is not a number");
    }
  }

  private void symbol() {
    byte[] in = text;
    int start = position;
    int at = start;
    long hash = Symbols.hashSeed();
    while (at < in.length && IN_SYMBOL[in[at] & 0xff]) {
      hash = Symbols.hash(hash, in[at++]);
    }
    position = at;
    stack.push(literal(start, hash));
  }

  private long literal(int start, long hash) {
    int length = position - start;
    if (length == 2 && text[start] == '#' && text[start + 1] == 't') {
      return Value.TRUE;
    }
    if (length == 2 && text[start] == '#' && text[start + 1] == 'f') {
      return Value.FALSE;
    }
    return Value.immediate(Value.SYMBOL, symbols.intern(text, start, length, hash));
  }

  private boolean inSymbol() {
    return position < text.length && IN_SYMBOL[text[position] & 0xff];
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
