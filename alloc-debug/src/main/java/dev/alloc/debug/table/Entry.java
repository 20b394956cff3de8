package dev.alloc.debug.table;

import dev.alloc.debug.guard.Layout;

/**
 * What the table knows of a block: four words, wherever in an array they are.
 *
 * <p>The first is the address, the second size and alignment, the third where it was allocated and
 * its serial number, the fourth by which thread. Sizes are below 2<sup>56</sup>, more than any
 * processor addresses.
 */
public final class Entry {
  /** How many words it takes. */
  public static final int WORDS = 4;

  private static final int ADDRESS = 0;
  private static final int SHAPE = 1; // size above, exponent of the alignment below
  private static final int ORIGIN = 2; // site above, serial number below
  private static final int THREAD = 3;
  private static final int SIZE_SHIFT = 8;
  private static final int EXPONENT_MASK = (1 << SIZE_SHIFT) - 1;

  private Entry() {}

  static void set(
      long[] words,
      int at,
      long address,
      long byteSize,
      int shift,
      int site,
      int serial,
      long thread) {
    words[at + ADDRESS] = address;
    words[at + SHAPE] = (byteSize << SIZE_SHIFT) | shift;
    words[at + ORIGIN] = ((long) site << Integer.SIZE) | (serial & 0xFFFF_FFFFL);
    words[at + THREAD] = thread;
  }

  static void copy(long[] from, int at, long[] to, int toAt) {
    to[toAt + ADDRESS] = from[at + ADDRESS];
    to[toAt + SHAPE] = from[at + SHAPE];
    to[toAt + ORIGIN] = from[at + ORIGIN];
    to[toAt + THREAD] = from[at + THREAD];
  }

  /**
   * Writes what is known of a block.
   *
   * @param block the block
   * @param words where to
   * @param at index of the first word
   */
  public static void set(Block block, long[] words, int at) {
    set(
        words,
        at,
        block.address(),
        block.byteSize(),
        block.shift(),
        block.allocationSite(),
        block.serial(),
        block.allocatedBy());
  }

  /**
   * Returns where the block's bytes begin.
   *
   * @param words where its entry is
   * @param at index of the first word
   * @return the address
   */
  public static long address(long[] words, int at) {
    return words[at + ADDRESS];
  }

  /**
   * Returns how many bytes were asked for.
   *
   * @param words where its entry is
   * @param at index of the first word
   * @return bytes
   */
  public static long byteSize(long[] words, int at) {
    return words[at + SHAPE] >>> SIZE_SHIFT;
  }

  /**
   * Returns the exponent of the block's alignment.
   *
   * @param words where its entry is
   * @param at index of the first word
   * @return the exponent
   */
  public static int shift(long[] words, int at) {
    return (int) words[at + SHAPE] & EXPONENT_MASK;
  }

  /**
   * Returns how many bytes the block takes below, guards included.
   *
   * @param words where its entry is
   * @param at index of the first word
   * @return bytes
   */
  public static long wholeBytes(long[] words, int at) {
    return Layout.whole(byteSize(words, at), shift(words, at));
  }

  /**
   * Returns which thread allocated the block.
   *
   * @param words where its entry is
   * @param at index of the first word
   * @return the thread's id
   */
  public static long thread(long[] words, int at) {
    return words[at + THREAD];
  }

  /**
   * Returns what tells the block from others that come to its address.
   *
   * @param words where its entry is
   * @param at index of the first word
   * @return the serial number
   */
  public static int serial(long[] words, int at) {
    return (int) words[at + ORIGIN];
  }

  /**
   * Returns the block.
   *
   * @param words where its entry is
   * @param at index of the first word
   * @param state what is being done with it
   * @param freeSite the number of where it was freed
   * @param freedBy the id of the thread that freed it
   * @return the block
   */
  public static Block block(long[] words, int at, Block.State state, int freeSite, long freedBy) {
    return new Block(
        address(words, at),
        byteSize(words, at),
        shift(words, at),
        serial(words, at),
        state,
        (int) (words[at + ORIGIN] >>> Integer.SIZE),
        freeSite,
        words[at + THREAD],
        freedBy);
  }

  static Block live(long[] words, int at) {
    return block(words, at, Block.State.LIVE, 0, 0);
  }
}
