package dev.alloc.debug.table;

import dev.alloc.debug.guard.Layout;

/**
 * What the table knows of a block, as it was when it was asked.
 *
 * @param address where its bytes begin
 * @param byteSize how many bytes were asked for
 * @param shift the exponent of its alignment
 * @param serial what tells it from others that come to the same address
 * @param state what is being done with it
 * @param allocationSite the number of where it was allocated
 * @param freeSite the number of where it was freed
 * @param allocatedBy the id of the thread that allocated it
 * @param freedBy the id of the thread that freed it
 */
public record Block(
    long address,
    long byteSize,
    int shift,
    int serial,
    State state,
    int allocationSite,
    int freeSite,
    long allocatedBy,
    long freedBy) {

  /** What is being done with a block. */
  public enum State {
    /** The program has it. */
    LIVE,
    /** The program is freeing or reallocating it right now. */
    CLAIMED,
    /** The program has freed it, and it waits. */
    HELD,
    /** It is about to be given back. */
    LEAVING
  }

  /**
   * Returns how many bytes before it its memory begins.
   *
   * @return bytes
   */
  public long front() {
    return Layout.front(shift);
  }

  /**
   * Returns how many bytes it takes below, guards included.
   *
   * @return bytes
   */
  public long wholeBytes() {
    return Layout.whole(byteSize, shift);
  }

  /**
   * Returns this block as one that was freed.
   *
   * @param site where
   * @param thread by whom
   * @return a held block; itself if it was held already
   */
  public Block freedAt(int site, long thread) {
    return state == State.HELD
        ? this
        : new Block(
            address,
            byteSize,
            shift,
            serial,
            State.HELD,
            allocationSite,
            site,
            allocatedBy,
            thread);
  }

  /**
   * Returns whether the program may still use it.
   *
   * @return whether it is live
   */
  public boolean isLive() {
    return state == State.LIVE;
  }
}
