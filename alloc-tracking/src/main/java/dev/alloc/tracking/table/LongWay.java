package dev.alloc.tracking.table;

import org.jspecify.annotations.Nullable;

/**
 * Where a record is, or should be: in the shadow if its region has one, else in a stripe.
 *
 * <p>A region gets its shadow under the lock of its stripe, and who has that lock looks again
 * whether there is one. From then on a place tells of each block there, also of those whose record
 * is in the stripe because their kind has no number.
 *
 * @param stripes all of the table's
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record LongWay(Shadow shadow, Stripe[] stripes) {
  // A region is in one stripe: allocators mostly give a thread memory of its own, and so its blocks
  // are in stripes to which no other thread writes.
  static final int STRIPE_BITS = 6;

  boolean insert(long address, long byteSize, int origin, boolean urgent) {
    while (true) {
      char[] region = shadow.region(address);
      if (region != null) {
        return insertShadowed(region, address, byteSize, origin, urgent);
      }
      int result = stripe(address).insert(address, byteSize, origin, urgent);
      if (result != Stripe.SHADOWED) {
        if (byteSize <= Shadow.SMALL && Shadow.mayHold(address)) {
          castShadowIfPossible(address);
        }
        return result == Stripe.ADDED;
      }
    }
  }

  private boolean insertShadowed(
      char[] region, long address, long byteSize, int origin, boolean urgent) {
    int place = Region.place(address);
    char kind = shadow.kinds().number(byteSize, origin);
    return kind == Kinds.NONE
        ? stripe(address).insertUnnumbered(region, place, address, byteSize, origin, urgent)
        : Region.replace(region, place, Kinds.NONE, kind);
  }

  private void castShadowIfPossible(long address) {
    try {
      castShadow(address);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return; // the record is in its stripe, where it can stay
    }
  }

  private void castShadow(long address) {
    Chunk chunk = shadow.makeChunk(address);
    if (chunk == Chunk.NOWHERE || !shadow.isWorthwhile(chunk, address)) {
      return;
    }
    char[] region = shadow.newRegion();
    if (region != null && !stripe(address).shadow(chunk, address, region)) {
      shadow.discard(region);
    }
  }

  int remove(long address, long byteSize, int freedBy) {
    int result = address == 0 ? BlockTable.ABSENT : Stripe.SHADOWED;
    while (result == Stripe.SHADOWED) {
      Chunk chunk = shadow.chunk(address);
      char[] region = chunk.region(address);
      result =
          region == null
              ? stripe(address).remove(address, byteSize, freedBy)
              : removeShadowed(chunk, region, address, byteSize, freedBy);
    }
    return result;
  }

  /** Also returns SHADOWED if another thread was quicker. */
  private int removeShadowed(Chunk chunk, char[] region, long address, long byteSize, int freedBy) {
    int place = Region.place(address);
    char kind = Region.kind(region, place);
    if (kind == Kinds.NONE) {
      return BlockTable.ABSENT;
    }
    if (kind == Kinds.UNNUMBERED) {
      int origin = stripe(address).removeUnnumbered(region, place, address, byteSize, freedBy);
      if (origin >= 0) {
        chunk.noteFree(address, kind, freedBy);
      }
      return origin;
    }
    long entry = shadow.kinds().entrySurely(kind);
    if (byteSize != Entry.byteSize(entry) && byteSize != BlockTable.ANY_SIZE) {
      return BlockTable.WRONG_SIZE;
    }
    if (!Region.replace(region, place, kind, Kinds.NONE)) {
      return Stripe.SHADOWED;
    }
    chunk.noteFree(address, kind, freedBy);
    return Entry.origin(entry);
  }

  long withdraw(long address, int origin) {
    Chunk chunk = shadow.chunk(address);
    char[] region = chunk.region(address);
    if (region == null) {
      return stripe(address).withdraw(address, origin);
    }
    int place = Region.place(address);
    char kind = Region.kind(region, place);
    long byteSize =
        kind == Kinds.UNNUMBERED
            ? stripe(address).withdraw(address, origin)
            : withdrawShadowed(region, place, kind, origin);
    if (byteSize >= 0) {
      chunk.forgetFree(address);
    }
    return byteSize;
  }

  private long withdrawShadowed(char[] region, int place, char kind, int origin) {
    long entry = kind == Kinds.NONE ? BlockTable.ABSENT : shadow.kinds().entrySurely(kind);
    return entry >= 0
            && Entry.origin(entry) == origin
            && Region.replace(region, place, kind, Kinds.NONE)
        ? Entry.byteSize(entry)
        : BlockTable.ABSENT;
  }

  void forgetFree(long address) {
    Chunk chunk = shadow.chunk(address);
    if (chunk.region(address) != null) {
      chunk.forgetFree(address);
    }
  }

  boolean has(long address, int origin) {
    long entry = shadowed(address);
    return entry < 0 ? stripe(address).has(address, origin) : Entry.origin(entry) == origin;
  }

  long sizeOf(long address) {
    long entry = shadowed(address);
    return entry < 0 ? stripe(address).sizeOf(address) : Entry.byteSize(entry);
  }

  @Nullable FreedBlock lastFree(long address, long byteSize) {
    long free = shadow.chunk(address).lastFree(address);
    char kind = Chunk.kind(free);
    if (free == 0 || kind == Kinds.UNNUMBERED) {
      FreedBlock inStripe = stripe(address).lastFree(address);
      return inStripe == null || kind == Kinds.UNNUMBERED || mayBe(inStripe, address, byteSize)
          ? inStripe
          : null;
    }
    return kind == Kinds.NONE ? null : freedBlock(address, kind, Chunk.freedBy(free));
  }

  /** A stripe may remember an older free of an address than a chunk that has forgotten the last. */
  private boolean mayBe(FreedBlock inStripe, long address, long byteSize) {
    return shadow.region(address) == null || inStripe.mayHave(byteSize);
  }

  private FreedBlock freedBlock(long address, char kind, int freedBy) {
    long entry = shadow.kinds().entrySurely(kind);
    return new FreedBlock(address, Entry.byteSize(entry), Entry.origin(entry), freedBy);
  }

  /** The entry of a block in the shadow; negative if there is none. */
  private long shadowed(long address) {
    char[] region = shadow.region(address);
    char kind = region == null ? Kinds.NONE : Region.kind(region, Region.place(address));
    return kind == Kinds.NONE || kind == Kinds.UNNUMBERED
        ? BlockTable.ABSENT
        : shadow.kinds().entrySurely(kind);
  }

  private Stripe stripe(long address) {
    return stripes[(int) (Slots.hash(address >>> Region.BITS) >>> (Long.SIZE - STRIPE_BITS))];
  }
}
