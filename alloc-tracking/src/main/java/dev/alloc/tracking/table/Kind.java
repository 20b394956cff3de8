package dev.alloc.tracking.table;

import dev.alloc.tracking.site.Origin;

/**
 * What blocks of one size and one origin have in common, and the number that says all of it in a
 * shadow. Programs allocate few sizes from each place. Of freed blocks it also says who freed them.
 */
public final class Kind {
  private static final int NOBODY = -1;

  private final long byteSize; // of freed blocks the complement, so that it is nobody's size
  private final Origin origin;
  private final int originId;
  private final int freedBy;
  private final char number;
  private Kind lastFreed; // what one of this kind became that was freed

  /** What there is at first of all others. */
  private Kind(Origin origin) {
    this.byteSize = BlockTable.ABSENT;
    this.origin = origin;
    this.originId = NOBODY;
    this.freedBy = NOBODY;
    this.number = Kinds.NONE;
    this.lastFreed = this;
  }

  private Kind(
      long byteSize, Origin origin, int originId, int freedBy, char number, Kind lastFreed) {
    this.byteSize = byteSize;
    this.origin = origin;
    this.originId = originId;
    this.freedBy = freedBy;
    this.number = number;
    this.lastFreed = lastFreed;
  }

  /** One that no block has. */
  static Kind none(Origin origin) {
    return new Kind(origin);
  }

  static Kind live(long byteSize, Origin origin, int originId, char number, Kind none) {
    return new Kind(byteSize, origin, originId, NOBODY, number, none);
  }

  /** What blocks of this kind become that are freed from there. */
  Kind freed(int freedBy, char number, Kind none) {
    return new Kind(~byteSize, origin, originId, freedBy, number, none);
  }

  /**
   * Returns where its blocks were allocated.
   *
   * @return the origin
   */
  public Origin origin() {
    return origin;
  }

  int originId() {
    return originId;
  }

  /** The size of live blocks in bytes; negative if this is of freed ones. */
  long byteSize() {
    return byteSize;
  }

  boolean is(long byteSize, int originId) {
    return this.byteSize == byteSize && this.originId == originId;
  }

  char number() {
    return number;
  }

  int freedBy() {
    return freedBy;
  }

  Kind lastFreed() {
    return lastFreed;
  }

  void setLastFreed(Kind freed) {
    lastFreed = freed;
  }

  FreedBlock freedBlock(long address) {
    return new FreedBlock(address, ~byteSize, originId, freedBy);
  }
}
