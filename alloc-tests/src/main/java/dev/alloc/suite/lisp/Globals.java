package dev.alloc.suite.lisp;

/**
 * The global environment: a frame with one slot for each global variable that the program mentions.
 *
 * <p>The slots are given out while the program is analysed; the frame is made when that is done and
 * released when the program ends. A built-in function that the program does not define anew needs
 * no slot: the code refers to it directly.
 */
final class Globals {
  private static final int CAPACITY = 1_024;

  private final Frames frames;
  private final References references;
  private final Symbols symbols;
  private final int[] slotOf = new int[CAPACITY]; // by symbol: slot + 1, or 0
  private final int[] symbolOf = new int[CAPACITY];
  private final int firstBuiltin;
  private final long[] builtins;
  private int count;
  private long frame; // or 0

  Globals(References references, Symbols symbols, int firstBuiltin, long[] builtins) {
    this.frames = references.frames();
    this.references = references;
    this.symbols = symbols;
    this.firstBuiltin = firstBuiltin;
    this.builtins = builtins;
  }

  /** Gives a variable a slot, even if its name is that of a built-in function. */
  void declare(int symbol) {
    if (slotOf[symbol] == 0) {
      symbolOf[count] = symbol;
      slotOf[symbol] = ++count;
    }
  }

  /** Returns the code that refers to a global variable. */
  long reference(int symbol) {
    if (slotOf[symbol] == 0) {
      int builtin = symbol - firstBuiltin;
      if (builtin < builtins.length) {
        return builtins[builtin];
      }
      declare(symbol);
    }
    return Value.immediate(Value.GLOBAL, slotOf[symbol] - 1);
  }

  void makeFrame() {
    long made = frames.frame(0, count, false);
    for (int slot = 0; slot < count; slot++) {
      int builtin = symbolOf[slot] - firstBuiltin;
      frames.put(made, slot, builtin < builtins.length ? builtins[builtin] : Value.UNBOUND);
    }
    frame = made;
  }

  /** Looks at a variable, whose value stays owned by the frame. */
  long get(long reference) {
    long value = frames.get(frame, Value.payload(reference));
    if (value == Value.UNBOUND) {
      throw unbound(reference);
    }
    return value;
  }

  /** Gives a variable its first or another value. */
  void define(long reference, long owned) {
    frames.set(frame, Value.payload(reference), owned);
  }

  /** Refuses to set what was never defined. */
  void checkBound(long reference) {
    get(reference);
  }

  void clear() {
    for (int slot = 0; slot < count; slot++) {
      slotOf[symbolOf[slot]] = 0;
    }
    count = 0;
    long former = frame;
    frame = 0;
    references.release(former);
  }

  private LispException unbound(long reference) {
    return new LispException(
        "unbound variable " + symbols.name(symbolOf[Value.payload(reference)]));
  }
}
