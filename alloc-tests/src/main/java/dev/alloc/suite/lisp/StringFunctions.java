package dev.alloc.suite.lisp;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Strings, which are bytes, and symbols as strings. */
final class StringFunctions {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern REAL = Pattern.compile("-?[0-9]+[.][0-9]+");
  private static final double MOST_EXACT = 1L << 53; // whole numbers that a double still has all of

  private final Machine machine;
  private final Blocks blocks;
  private final Memory memory;
  private final ValueStack stack;

  StringFunctions(Machine machine) {
    this.machine = machine;
    this.blocks = machine.blocks;
    this.memory = machine.blocks.memory();
    this.stack = machine.stack;
  }

  void addTo(Consumer<Builtin> table) {
    table.accept(new Builtin("string-length", 1, 1, this::length));
    table.accept(new Builtin("string-append", 0, Builtin.ANY, this::append));
    table.accept(new Builtin("substring", 3, 3, this::substring));
    table.accept(new Builtin("string-repeat", 2, 2, this::repeat));
    table.accept(new Builtin("string-reverse", 1, 1, this::reverse));
    table.accept(new Builtin("string-upcase", 1, 1, this::upcase));
    table.accept(new Builtin("string-index", 2, 2, this::index));
    table.accept(
        new Builtin("string=?", 2, 2, (args, n) -> Value.bool(compare("string=?", args) == 0)));
    table.accept(
        new Builtin("string<?", 2, 2, (args, n) -> Value.bool(compare("string<?", args) < 0)));
    table.accept(new Builtin("number->string", 1, 1, this::fromNumber));
    table.accept(new Builtin("string->number", 1, 1, this::toNumber));
    table.accept(new Builtin("symbol->string", 1, 1, this::fromSymbol));
    table.accept(new Builtin("string->symbol", 1, 1, this::toSymbol));
  }

  static int compare(Blocks blocks, long a, long b) {
    int common = Math.min(blocks.length(a), blocks.length(b));
    for (int i = 0; i < common; i++) {
      int order =
          Byte.compareUnsigned(
              blocks.memory().getByte(blocks.bytes(a) + i),
              blocks.memory().getByte(blocks.bytes(b) + i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(blocks.length(a), blocks.length(b));
  }

  private int compare(String who, int args) {
    return compare(blocks, string(who, args), string(who, args + 1));
  }

  private long length(int args, int count) {
    return Value.fixnum(blocks.length(string("string-length", args)));
  }

  private long append(int args, int count) {
    long length = 0;
    for (int i = 0; i < count; i++) {
      length += blocks.length(string("string-append", args + i));
    }
    long result = blocks.string(checkLength(length));
    long to = blocks.bytes(result);
    for (int i = 0; i < count; i++) {
      to = copy(stack.get(args + i), to);
    }
    return result;
  }

  private long substring(int args, int count) {
    long whole = string("substring", args);
    long from = NumberFunctions.whole("substring", stack.get(args + 1));
    long to = NumberFunctions.whole("substring", stack.get(args + 2));
    if (from < 0 || to < from || to > blocks.length(whole)) {
      throw new LispException("substring is outside of the string");
    }
    long part = blocks.string((int) (to - from));
    memory.copy(blocks.bytes(whole) + from, blocks.bytes(part), to - from);
    return part;
  }

  private long repeat(int args, int count) {
    long part = string("string-repeat", args);
    long times = NumberFunctions.whole("string-repeat", stack.get(args + 1));
    if (times < 0 || times > Integer.MAX_VALUE) {
      throw new LispException("string-repeat cannot repeat so often");
    }
    long result = blocks.string(checkLength(times * blocks.length(part)));
    long to = blocks.bytes(result);
    for (long i = 0; i < times; i++) {
      to = copy(part, to);
    }
    return result;
  }

  private long reverse(int args, int count) {
    long from = string("string-reverse", args);
    int length = blocks.length(from);
    long result = blocks.string(length);
    for (int i = 0; i < length; i++) {
      memory.setByte(blocks.bytes(result) + i, memory.getByte(blocks.bytes(from) + length - 1 - i));
    }
    return result;
  }

  private long upcase(int args, int count) {
    long from = string("string-upcase", args);
    int length = blocks.length(from);
    long result = blocks.string(length);
    for (int i = 0; i < length; i++) {
      byte c = memory.getByte(blocks.bytes(from) + i);
      memory.setByte(blocks.bytes(result) + i, c >= 'a' && c <= 'z' ? (byte) (c - 'a' + 'A') : c);
    }
    return result;
  }

  /** Where a string first occurs in another, or false. */
  private long index(int args, int count) {
    long whole = string("string-index", args);
    long part = string("string-index", args + 1);
    int length = blocks.length(part);
    for (int start = 0; start + length <= blocks.length(whole); start++) {
      int same = 0;
      while (same < length
          && memory.getByte(blocks.bytes(whole) + start + same)
              == memory.getByte(blocks.bytes(part) + same)) {
        same++;
      }
      if (same == length) {
        return Value.fixnum(start);
      }
    }
    return Value.FALSE;
  }

  private long fromNumber(int args, int count) {
    long number = stack.get(args);
    if (!Value.isNumber(number)) {
      throw LispException.wrongType("number->string", "a number", number);
    }
    int start = machine.output.length(); // written there, then moved
    machine.printer.display(number);
    long string = blocks.string(machine.output.length() - start);
    machine.output.moveTo(start, blocks.bytes(string));
    return string;
  }

  /** The number that a string spells, or false. */
  private long toNumber(int args, int count) {
    String text = javaString(string("string->number", args));
    if (!WHOLE.matcher(text).matches() && !REAL.matcher(text).matches()) {
      return Value.FALSE;
    }
    double real = Double.parseDouble(text);
    return WHOLE.matcher(text).matches() && Math.abs(real) < MOST_EXACT
        ? Value.fixnum((long) real)
        : blocks.real(real);
  }

  private long fromSymbol(int args, int count) {
    long symbol = stack.get(args);
    if (!Value.isImmediate(symbol, Value.SYMBOL)) {
      throw LispException.wrongType("symbol->string", "a symbol", symbol);
    }
    int number = Value.payload(symbol);
    long string = blocks.string(machine.symbols.length(number));
    machine.symbols.copyName(number, blocks.bytes(string));
    return string;
  }

  private long toSymbol(int args, int count) {
    long string = string("string->symbol", args);
    return Value.immediate(Value.SYMBOL, machine.symbols.intern(javaBytes(string)));
  }

  private String javaString(long string) {
    return new String(javaBytes(string), StandardCharsets.UTF_8);
  }

  private byte[] javaBytes(long string) {
    byte[] bytes = new byte[blocks.length(string)];
    memory.read(blocks.bytes(string), bytes, bytes.length);
    return bytes;
  }

  private long copy(long string, long to) {
    int length = blocks.length(string);
    memory.copy(blocks.bytes(string), to, length);
    return to + length;
  }

  private static int checkLength(long length) {
    if (length > Integer.MAX_VALUE - Blocks.HEADER) {
      throw new LispException("a string would be too long");
    }
    return (int) length;
  }

  private long string(String who, int arg) {
    long value = stack.get(arg);
    if (Value.tag(value) != Value.STRING) {
      throw LispException.wrongType(who, "a string", value);
    }
    return value;
  }
}
