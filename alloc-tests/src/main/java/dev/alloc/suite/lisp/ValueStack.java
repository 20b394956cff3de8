package dev.alloc.suite.lisp;

/**
 * The references that the running program owns outside of blocks.
 *
 * <p>Whatever could throw is called with every owned reference either in here or in a block; so
 * cutting the stack back after an exception frees exactly what the aborted computation held.
 */
final class ValueStack {
  private static final int CAPACITY = 1 << 15;

  private final long[] slots = new long[CAPACITY];
  private final References references;
  private int size;

  ValueStack(References references) {
    this.references = references;
  }

  int size() {
    return size;
  }

  /** Makes sure that {@code count} values can be pushed without fear. */
  void reserve(int count) {
    if (size + count > CAPACITY) {
      throw new LispException("too many values at once");
    }
  }

  /** Takes over a reference. */
  void push(long owned) {
    slots[size++] = owned;
  }

  /** Hands over the youngest reference. */
  long pop() {
    return slots[--size];
  }

  /** Looks at a value that stays owned by the stack. */
  long get(int index) {
    return slots[index];
  }

  /** Takes over a reference in place of one that was handed over before. */
  void set(int index, long owned) {
    slots[index] = owned;
  }

  /** Hands over a reference and leaves nothing in its place. */
  long take(int index) {
    long value = slots[index];
    slots[index] = Value.NIL;
    return value;
  }

  /** Forgets the values above {@code newSize}, which were handed over. */
  void forget(int newSize) {
    size = newSize;
  }

  /** Releases the values above {@code newSize}. */
  void cutBack(int newSize) {
    while (size > newSize) {
      references.release(slots[--size]);
    }
  }
}
