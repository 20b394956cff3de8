package dev.alloc.suite.lisp;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The names of a program, each once; a symbol is the number of its name.
 *
 * <p>The names that the language itself knows are shared by all programs and lie on the Java heap;
 * those of the program have a block each until the program ends. All are found through one table
 * with linear probing; those of a program are taken out in reverse order, so that no gaps arise.
 */
final class Symbols {
  private static final int TABLE_SIZE = 2_048;
  private static final int CAPACITY = 1_024;
  private static final long HASH_SEED = 0xcbf29ce484222325L;
  private static final long HASH_PRIME = 0x100000001b3L;

  private final Blocks blocks;
  private final Memory memory;
  private final byte[][] known;
  private final int[] table = new int[TABLE_SIZE]; // symbol + 1, or 0
  private final long[] hashes = new long[CAPACITY];
  private final int[] places = new int[CAPACITY];
  private final long[] names = new long[CAPACITY]; // strings of the program's own symbols
  private int count;

  Symbols(Blocks blocks, List<String> knownNames) {
    this.blocks = blocks;
    this.memory = blocks.memory();
    this.known = new byte[knownNames.size()][];
    for (String name : knownNames) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      known[count] = bytes;
      enter(hash(bytes, 0, bytes.length));
    }
  }

  static long hashSeed() {
    return HASH_SEED;
  }

  /** Adds a byte to the hash of a name. */
  static long hash(long hash, byte next) {
    return (hash ^ next) * HASH_PRIME;
  }

  private static long hash(byte[] text, int start, int length) {
    long hash = HASH_SEED;
    for (int i = start; i < start + length; i++) {
      hash = hash(hash, text[i]);
    }
    return hash;
  }

  int intern(byte[] name) {
    return intern(name, 0, name.length, hash(name, 0, name.length));
  }

  /** Returns the symbol of a name whose hash is known already. */
  int intern(byte[] text, int start, int length, long hash) {
    for (int place = place(hash); table[place] != 0; place = (place + 1) & (TABLE_SIZE - 1)) {
      int symbol = table[place] - 1;
      if (hashes[symbol] == hash && isName(symbol, text, start, length)) {
        return symbol;
      }
    }
    if (count == CAPACITY) {
      throw new LispException("too many symbols");
    }
    long name = blocks.string(length);
    memory.write(text, start, length, blocks.bytes(name));
    names[count] = name;
    return enter(hash);
  }

  private int enter(long hash) {
    int place = place(hash);
    while (table[place] != 0) {
      place = (place + 1) & (TABLE_SIZE - 1);
    }
    hashes[count] = hash;
    places[count] = place;
    table[place] = ++count;
    return count - 1;
  }

  int length(int symbol) {
    return symbol < known.length ? known[symbol].length : blocks.length(names[symbol]);
  }

  /** Copies a name to where a string or the output is being written. */
  void copyName(int symbol, long to) {
    if (symbol < known.length) {
      memory.write(known[symbol], 0, known[symbol].length, to);
    } else {
      memory.copy(blocks.bytes(names[symbol]), to, length(symbol));
    }
  }

  String name(int symbol) {
    if (symbol < known.length) {
      return new String(known[symbol], StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[length(symbol)];
    memory.read(blocks.bytes(names[symbol]), bytes, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Forgets the program's own symbols and frees their names. */
  void clear(References references) {
    while (count > known.length) {
      count--;
      table[places[count]] = 0;
      references.release(names[count]);
    }
  }

  private static int place(long hash) {
    return (int) (hash >>> 32) & (TABLE_SIZE - 1);
  }

  private boolean isName(int symbol, byte[] text, int start, int length) {
    if (symbol < known.length) {
      return isName(known[symbol], text, start, length);
    }
    return blocks.length(names[symbol]) == length
        && memory.matches(blocks.bytes(names[symbol]), text, start, length);
  }

  private static boolean isName(byte[] name, byte[] text, int start, int length) {
    if (name.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name[i] != text[start + i]) {
        return false;
      }
    }
    return true;
  }
}
