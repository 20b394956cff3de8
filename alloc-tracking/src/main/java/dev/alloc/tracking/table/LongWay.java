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
      Region region = region(address);
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
      Region region, long address, long byteSize, int origin, boolean urgent) {
    Kind kind = shadow.kind(byteSize, origin);
    return kind == null
        ? stripe(address).insertUnnumbered(region, address, byteSize, origin, urgent)
        : region.occupy(region.place(address), kind.number());
  }

  private void castShadowIfPossible(long address) {
    try {
      castShadow(address);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return; // the record is in its stripe, where it can stay
    }
  }

  private void castShadow(long address) {
    if (!shadow.isWorthwhile(address) || !shadow.regions().mayAdd(address)) {
      return;
    }
    Region region = shadow.newRegion(address);
    if (region == null) {
      return;
    }
    boolean isCast = false;
    try {
      isCast = stripe(address).shadow(region);
    } finally {
      if (!isCast) {
        shadow.discard();
      }
    }
  }

  int remove(long address, long byteSize, int freedBy) {
    int result = address == 0 ? BlockTable.ABSENT : Stripe.SHADOWED;
    while (result == Stripe.SHADOWED) {
      Region region = region(address);
      result =
          region == null
              ? stripe(address).remove(address, byteSize, freedBy)
              : removeShadowed(region, address, byteSize, freedBy);
    }
    return result;
  }

  /** Also returns SHADOWED if another thread was quicker. */
  private int removeShadowed(Region region, long address, long byteSize, int freedBy) {
    int place = region.place(address);
    char number = region.kind(place);
    if (Kinds.isFree(number)) {
      return BlockTable.ABSENT;
    }
    if (number == Kinds.UNNUMBERED) {
      return stripe(address).removeUnnumbered(region, address, byteSize, freedBy);
    }
    Kind kind = shadow.kinds().getSurely(number);
    if (byteSize != kind.byteSize() && byteSize != BlockTable.ANY_SIZE) {
      return BlockTable.WRONG_SIZE;
    }
    Kind freed = shadow.kinds().freed(kind, freedBy);
    if (!region.replace(place, number, freed == null ? Kinds.FREED_UNNUMBERED : freed.number())) {
      return Stripe.SHADOWED;
    }
    if (freed == null) {
      stripe(address).rememberFree(address, kind, freedBy);
    }
    return kind.originId();
  }

  long withdraw(long address, int origin) {
    Region region = region(address);
    char number = region == null ? Kinds.UNNUMBERED : region.kind(region.place(address));
    if (region == null || number == Kinds.UNNUMBERED) {
      return stripe(address).withdraw(address, origin);
    }
    Kind kind = shadow.kinds().getSurely(number);
    return !Kinds.isFree(number)
            && kind.originId() == origin
            && region.replace(region.place(address), number, Kinds.NONE)
        ? kind.byteSize()
        : BlockTable.ABSENT;
  }

  boolean has(long address, int origin) {
    Kind kind = shadowed(address);
    return kind == null ? stripe(address).has(address, origin) : kind.originId() == origin;
  }

  long sizeOf(long address) {
    Kind kind = shadowed(address);
    return kind == null ? stripe(address).sizeOf(address) : kind.byteSize();
  }

  @Nullable FreedBlock lastFree(long address, long byteSize) {
    Region region = region(address);
    char number = region == null ? Kinds.UNNUMBERED : region.kind(region.place(address));
    if (number != Kinds.NONE && number != Kinds.FREED_UNNUMBERED && Kinds.isFree(number)) {
      return shadow.kinds().getSurely(number).freedBlock(address);
    }
    FreedBlock inStripe = stripe(address).lastFree(address);
    boolean mayBeOlder = region != null && number != Kinds.FREED_UNNUMBERED;
    return mayBeOlder && inStripe != null && !inStripe.mayHave(byteSize) ? null : inStripe;
  }

  /** The kind of a live block in the shadow; null if there is none. */
  private @Nullable Kind shadowed(long address) {
    Region region = region(address);
    char number = region == null ? Kinds.NONE : region.kind(region.place(address));
    return Kinds.isFree(number) || number == Kinds.UNNUMBERED
        ? null
        : shadow.kinds().getSurely(number);
  }

  private @Nullable Region region(long address) {
    return shadow.regions().get(address);
  }

  private Stripe stripe(long address) {
    return stripes[(int) (Slots.hash(address >>> Region.BITS) >>> (Long.SIZE - STRIPE_BITS))];
  }
}
