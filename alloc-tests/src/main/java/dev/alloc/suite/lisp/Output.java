package dev.alloc.suite.lisp;

import dev.alloc.Allocators;
import java.nio.charset.StandardCharsets;

/** What a program prints: a block that grows by reallocation and is freed when the program ends. */
final class Output {
  private static final int FIRST_CAPACITY = 64;
  private static final int ALIGNMENT = 8;

  private final Blocks blocks;
  private final Memory memory;
  private long address; // or 0
  private int capacity;
  private int length;

  Output(Blocks blocks) {
    this.blocks = blocks;
    this.memory = blocks.memory();
  }

  void open() {
    address = blocks.allocate(FIRST_CAPACITY);
    capacity = FIRST_CAPACITY;
    length = 0;
  }

  void close() {
    if (address != 0) {
      long block = address;
      address = 0;
      blocks.free(block, capacity);
    }
  }

  int length() {
    return length;
  }

  /** Makes room for {@code count} bytes and returns where to write them. */
  long extend(int count) {
    while (capacity - length < count) {
      grow();
    }
    long end = address + length;
    length += count;
    return end;
  }

  void put(char ascii) {
    memory.setByte(extend(1), (byte) ascii);
  }

  void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    memory.write(bytes, 0, bytes.length, extend(bytes.length));
  }

  /** Writes a whole number without making garbage. */
  void put(long number) {
    if (number < 0) {
      put('-');
    }
    int digits = 1;
    for (long rest = number / 10; rest != 0; rest /= 10) {
      digits++;
    }
    long to = extend(digits);
    long rest = number;
    for (int i = digits - 1; i >= 0; i--) {
      memory.setByte(to + i, (byte) ('0' + Math.abs(rest % 10)));
      rest /= 10;
    }
  }

  /** Takes back what was written from {@code from} on. */
  String takeFrom(int from) {
    String text = text(from);
    length = from;
    return text;
  }

  String text(int from) {
    byte[] bytes = new byte[length - from];
    memory.read(address + from, bytes, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  boolean matches(byte[] expected) {
    return length == expected.length && memory.matches(address, expected, 0, length);
  }

  /** Copies what was written from {@code from} on, and takes it back. */
  void moveTo(int from, long to) {
    memory.copy(address + from, to, length - from);
    length = from;
  }

  private void grow() {
    int larger = Math.multiplyExact(2, capacity);
    address =
        Allocators.current()
            .reallocate(memory.view(address, capacity), larger, ALIGNMENT)
            .address();
    capacity = larger;
  }
}
