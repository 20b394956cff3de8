package dev.alloc.suite.lisp;

import dev.alloc.Allocators;
import java.nio.charset.StandardCharsets;

/**
 * Every block of the interpreter: allocated from the current allocator, counted, laid out, freed.
 *
 * <p>Each block starts with a header, a {@code long}: the reference count in its lower half, in the
 * upper one a count of what the block holds. The methods that make a block take over the references
 * they are given only if they succeed.
 */
final class Blocks {
  static final int HEADER = 8;
  static final int PAIR_SIZE = HEADER + 16;
  static final int CLOSURE_SIZE = HEADER + 16;
  static final int REAL_SIZE = HEADER + 8;
  private static final int ALIGNMENT = 8; // leaves the three low bits of an address to the tag
  private static final int COUNT_SHIFT = 32;
  private static final int SECOND = HEADER + 8;

  private final Memory memory;
  private long allocations;
  private long frees;
  private long mostLive;

  Blocks(Memory memory) {
    this.memory = memory;
  }

  Memory memory() {
    return memory;
  }

  /** How many blocks were allocated so far. */
  long allocations() {
    return allocations;
  }

  /** How many blocks are live now. */
  long live() {
    return allocations - frees;
  }

  /** The largest number of blocks that were live at once since the last call. */
  long takeMostLive() {
    long most = mostLive;
    mostLive = live();
    return most;
  }

  long allocate(long byteSize) {
    long address = Allocators.current().allocate(byteSize, ALIGNMENT).address();
    allocations++;
    mostLive = Math.max(mostLive, allocations - frees);
    return address;
  }

  void free(long address, long byteSize) {
    frees++;
    Allocators.current().free(memory.view(address, byteSize));
  }

  /** Allocates a block with one reference to it. */
  private long allocate(long byteSize, int count) {
    long address = allocate(byteSize);
    memory.setLong(address, header(count));
    return address;
  }

  long pair(long car, long cdr) {
    long address = allocate(PAIR_SIZE, 2);
    memory.setLong(address + HEADER, car);
    memory.setLong(address + SECOND, cdr);
    return address | Value.PAIR;
  }

  long car(long pair) {
    return memory.getLong(pair - Value.PAIR + HEADER);
  }

  long cdr(long pair) {
    return memory.getLong(pair - Value.PAIR + SECOND);
  }

  /** Replaces the end of a list that is being built; nobody else may have seen the pair. */
  void setCdr(long pair, long cdr) {
    memory.setLong(pair - Value.PAIR + SECOND, cdr);
  }

  long real(double number) {
    long address = allocate(REAL_SIZE, 1);
    memory.setDouble(address + HEADER, number);
    return address | Value.REAL;
  }

  double toDouble(long real) {
    return memory.getDouble(real - Value.REAL + HEADER);
  }

  /** Makes a string whose bytes are to be written. */
  long string(int length) {
    return allocate(sizeOfString(length), length) | Value.STRING;
  }

  /** Makes a string of text on the Java heap. */
  long string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long string = string(bytes.length);
    memory.write(bytes, 0, bytes.length, bytes(string));
    return string;
  }

  int length(long string) {
    return count(memory.getLong(string - Value.STRING));
  }

  /** The address of the first byte of a string. */
  long bytes(long string) {
    return string - Value.STRING + HEADER;
  }

  /** Makes a procedure; its code belongs to the program, not to the procedure. */
  long closure(long lambda, long environment) {
    long address = allocate(CLOSURE_SIZE, 2);
    memory.setLong(address + HEADER, lambda);
    memory.setLong(address + SECOND, environment);
    return address | Value.CLOSURE;
  }

  long lambda(long closure) {
    return memory.getLong(closure - Value.CLOSURE + HEADER);
  }

  long environment(long closure) {
    return memory.getLong(closure - Value.CLOSURE + SECOND);
  }

  /** Makes a piece of code that owns its {@code count} parts, which are to be set. */
  long tuple(int count) {
    return allocate(sizeOfTuple(count), count) | Value.TUPLE;
  }

  int parts(long tuple) {
    return count(memory.getLong(tuple - Value.TUPLE));
  }

  long part(long tuple, int index) {
    return memory.getLong(tuple - Value.TUPLE + HEADER + 8L * index);
  }

  void setPart(long tuple, int index, long value) {
    memory.setLong(tuple - Value.TUPLE + HEADER + 8L * index, value);
  }

  /** The header of a new block, to which there is one reference. */
  static long header(int count) {
    return (long) count << COUNT_SHIFT | 1;
  }

  static int count(long header) {
    return (int) (header >>> COUNT_SHIFT);
  }

  static int references(long header) {
    return (int) header;
  }

  static long sizeOfString(int length) {
    return HEADER + (long) length;
  }

  static long sizeOfTuple(int parts) {
    return HEADER + 8L * parts;
  }
}
