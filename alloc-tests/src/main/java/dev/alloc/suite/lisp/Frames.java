package dev.alloc.suite.lisp;

/**
 * Environments: a block with the frame around it and one slot for each variable.
 *
 * <p>References can run in a circle only through a slot that is set after its frame was made, so
 * frames with such a variable are <i>looped</i>: looked at by {@link #dropOwnProcedures} whenever
 * they lose a reference, and linked with each other, so that {@link #clearLooped} finds those that
 * survive the program.
 */
final class Frames {
  private static final int PARENT = Blocks.HEADER;
  private static final int SLOTS = PARENT + 8;
  private static final int LOOPED = 1 << 30; // a bit of the count

  private final Blocks blocks;
  private final Memory memory;
  private final References references;
  private long looped; // the youngest looped frame, or 0

  Frames(Blocks blocks, References references) {
    this.blocks = blocks;
    this.memory = blocks.memory();
    this.references = references;
  }

  /** Makes a frame inside {@code parent}, to which it adds a reference; its slots are to be set. */
  long frame(long parent, int slots, boolean isLooped) {
    int links = isLooped ? 2 : 0;
    long address = blocks.allocate(SLOTS + 8L * (slots + links));
    memory.setLong(address, Blocks.header(isLooped ? slots | LOOPED : slots));
    references.retain(parent);
    memory.setLong(address + PARENT, parent);
    long frame = address | Value.FRAME;
    if (isLooped) {
      link(frame, slots);
    }
    return frame;
  }

  long parent(long frame) {
    return memory.getLong(frame - Value.FRAME + PARENT);
  }

  long get(long frame, int slot) {
    return memory.getLong(frame - Value.FRAME + SLOTS + 8L * slot);
  }

  /** Sets a slot of a new frame. */
  void put(long frame, int slot, long owned) {
    memory.setLong(frame - Value.FRAME + SLOTS + 8L * slot, owned);
  }

  /** Replaces what a slot holds. */
  void set(long frame, int slot, long owned) {
    long former = get(frame, slot);
    put(frame, slot, owned);
    references.release(former);
  }

  int slots(long frame) {
    return slotsOf(memory.getLong(frame - Value.FRAME));
  }

  static int slotsOf(long header) {
    return Blocks.count(header) & ~LOOPED;
  }

  static boolean isLooped(long header) {
    return (Blocks.count(header) & LOOPED) != 0;
  }

  static long byteSize(long header) {
    return SLOTS + 8L * (slotsOf(header) + (isLooped(header) ? 2 : 0));
  }

  /**
   * Breaks the circle of a looped frame that nothing refers to but procedures in its own slots,
   * which nothing else refers to: frees these, so that the frame can be freed.
   *
   * @return whether that was so
   */
  boolean dropOwnProcedures(long frame, int count) {
    int slots = slots(frame);
    if (count > slots) {
      return false;
    }
    int own = 0;
    for (int slot = 0; slot < slots; slot++) {
      own += isOwnProcedure(frame, get(frame, slot)) ? 1 : 0;
    }
    if (own < count) {
      return false;
    }
    for (int slot = 0; slot < slots; slot++) {
      long value = get(frame, slot);
      if (isOwnProcedure(frame, value)) {
        put(frame, slot, Value.NIL);
        blocks.free(Value.address(value), Blocks.CLOSURE_SIZE);
      }
    }
    return true;
  }

  private boolean isOwnProcedure(long frame, long value) {
    return Value.tag(value) == Value.CLOSURE
        && blocks.environment(value) == frame
        && references.count(value) == 1;
  }

  /** Empties the looped frames that are left, which frees whatever runs in a circle. */
  void clearLooped() {
    while (looped != 0) {
      long frame = looped;
      references.retain(frame); // it may own itself
      unlink(frame);
      clear(frame);
      references.release(frame);
    }
  }

  private void clear(long frame) {
    for (int slot = slots(frame) - 1; slot >= 0; slot--) {
      set(frame, slot, Value.NIL);
    }
  }

  private void link(long frame, int slots) {
    put(frame, slots, looped);
    put(frame, slots + 1, 0);
    if (looped != 0) {
      put(looped, slots(looped) + 1, frame);
    }
    looped = frame;
  }

  /** Takes a looped frame out of the list; nothing happens to one that is not in it any more. */
  void unlink(long frame) {
    int slots = slots(frame);
    long older = get(frame, slots);
    long younger = get(frame, slots + 1);
    if (older != 0) {
      put(older, slots(older) + 1, younger);
    }
    if (younger != 0) {
      put(younger, slots(younger), older);
    } else if (looped == frame) {
      looped = older;
    }
    put(frame, slots, 0);
    put(frame, slots + 1, 0);
  }
}
