package dev.alloc.suite.lisp;

import java.util.Arrays;

/**
 * Reference counts, and the freeing of what nothing refers to any more.
 *
 * <p>Freeing follows the end of a list in a loop and keeps what else it finds in a work list, so
 * the depth of a structure does not matter. What is on the work list has lost its last reference.
 */
final class References {
  private static final int FIRST_CAPACITY = 256;

  private final Blocks blocks;
  private final Memory memory;
  private final Frames frames;
  private long[] dead = new long[FIRST_CAPACITY];
  private int deadCount;

  References(Blocks blocks) {
    this.blocks = blocks;
    this.memory = blocks.memory();
    this.frames = new Frames(blocks, this);
  }

  Frames frames() {
    return frames;
  }

  int count(long block) {
    return Blocks.references(memory.getLong(Value.address(block)));
  }

  /** Adds a reference, if the value has a block. */
  long retain(long value) {
    if (Value.isBlock(value)) {
      long address = Value.address(value);
      memory.setLong(address, memory.getLong(address) + 1);
    }
    return value;
  }

  /** Gives a reference up, if the value has a block. */
  void release(long value) {
    if (Value.isBlock(value)) {
      drop(value); // a method of its own, so that callers stay small
    }
  }

  private void drop(long block) {
    if (isLast(block)) {
      destroy(block);
    }
  }

  /** Takes one reference off, unless it is the only one that counts. */
  private boolean isLast(long block) {
    long address = Value.address(block);
    long header = memory.getLong(address);
    if (Blocks.references(header) == 1) {
      return true;
    }
    memory.setLong(address, header - 1);
    return Value.tag(block) == Value.FRAME && isOnlyItsOwn(block, header);
  }

  private boolean isOnlyItsOwn(long frame, long formerHeader) {
    return Frames.isLooped(formerHeader)
        && frames.dropOwnProcedures(frame, Blocks.references(formerHeader) - 1);
  }

  private void destroy(long block) {
    int bottom = deadCount; // not 0 when an exception left something behind
    long next = block;
    for (; ; ) {
      long follow = dismantle(next);
      if (Value.isBlock(follow) && isLast(follow)) {
        next = follow;
      } else if (deadCount > bottom) {
        next = dead[--deadCount];
      } else {
        return;
      }
    }
  }

  /** Frees one block, buries what it alone held, and returns one reference to go on with. */
  private long dismantle(long block) {
    long address = Value.address(block);
    switch (Value.tag(block)) {
      case Value.PAIR -> {
        long car = blocks.car(block);
        long cdr = blocks.cdr(block);
        bury(car);
        blocks.free(address, Blocks.PAIR_SIZE);
        return cdr;
      }
      case Value.FRAME -> {
        return dismantleFrame(block);
      }
      case Value.CLOSURE -> {
        long environment = blocks.environment(block);
        blocks.free(address, Blocks.CLOSURE_SIZE);
        return environment;
      }
      case Value.STRING -> blocks.free(address, Blocks.sizeOfString(blocks.length(block)));
      case Value.REAL -> blocks.free(address, Blocks.REAL_SIZE);
      case Value.TUPLE -> {
        int parts = blocks.parts(block);
        for (int i = 0; i < parts; i++) {
          bury(blocks.part(block, i));
        }
        blocks.free(address, Blocks.sizeOfTuple(parts));
      }
      default -> throw new AssertionError("no block: " + Long.toHexString(block));
    }
    return Value.NIL;
  }

  private long dismantleFrame(long frame) {
    long header = memory.getLong(Value.address(frame));
    if (Frames.isLooped(header)) {
      frames.unlink(frame);
    }
    for (int slot = Frames.slotsOf(header) - 1; slot >= 0; slot--) {
      bury(frames.get(frame, slot));
    }
    long parent = frames.parent(frame);
    blocks.free(Value.address(frame), Frames.byteSize(header));
    return parent;
  }

  private void bury(long value) {
    if (Value.isBlock(value) && isLast(value)) {
      if (deadCount == dead.length) {
        dead = Arrays.copyOf(dead, 2 * deadCount);
      }
      dead[deadCount++] = value;
    }
  }
}
