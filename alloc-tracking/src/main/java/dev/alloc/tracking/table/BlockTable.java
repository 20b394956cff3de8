package dev.alloc.tracking.table;

import dev.alloc.tracking.site.Origin;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The records of all live blocks by address. Safe for threads; the address of a block is never 0.
 *
 * <p>Adding and removing have a {@linkplain ShortWay short way} for what happens nearly always, and
 * a long one.
 *
 * @param shadow the records of small blocks where there are many
 * @param stripes those of all others; never replaced, so that the JIT takes the array for a
 *     constant
 * @param shortWay what is done nearly always
 * @param longWay what is done where the short way does not lead
 * @param large sizes that have no room in a record
 * @param memory where the stripes get their arrays from
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares tables
public record BlockTable(
    Shadow shadow,
    Stripe[] stripes,
    ShortWay shortWay,
    LongWay longWay,
    LargeSizes large,
    TableMemory memory) {
  /** There is no record of that address. */
  public static final int ABSENT = -1;

  /** There is a record of that address, with another size. */
  public static final int WRONG_SIZE = -2;

  /** It is not the address of any block, whatever records there are; never an answer of a table. */
  public static final int ELSEWHERE = -4;

  /** Stands for whatever size there is. */
  public static final long ANY_SIZE = -3;

  /** So many origins can be told apart, from 0. */
  public static final int ORIGINS = 1 << Entry.ORIGIN_BITS;

  private static final int STRIPES = 1 << LongWay.STRIPE_BITS;

  /**
   * Creates an empty table.
   *
   * @param memory where it gets its arrays from
   * @param origins finds an origin by its number, 0 included
   */
  public BlockTable(TableMemory memory, IntFunction<Origin> origins) {
    this(new Shadow(memory, origins), new Stripe[STRIPES], new LargeSizes(), memory);
    Arrays.setAll(stripes, _ -> new Stripe(large, shadow, memory));
  }

  private BlockTable(Shadow shadow, Stripe[] stripes, LargeSizes large, TableMemory memory) {
    this(
        shadow,
        stripes,
        new ShortWay(shadow.regions(), shadow.kinds(), shadow.likely()),
        new LongWay(shadow, stripes),
        large,
        memory);
  }

  /**
   * Adds a record.
   *
   * @param address the block's address
   * @param byteSize its size in bytes
   * @param origin the number of where it was allocated, below {@link #ORIGINS}
   * @return false if there is a record of this address already; nothing has changed then
   * @throws OutOfMemoryError if the table cannot grow; nothing has changed then
   */
  public boolean insert(long address, long byteSize, int origin) {
    return longWay.insert(address, byteSize, origin, false);
  }

  /**
   * Adds a record that must not be lost, of a block that was moved.
   *
   * @param address the block's address
   * @param byteSize its size in bytes
   * @param origin the number of where it was allocated, below {@link #ORIGINS}
   * @return false if there is a record of this address already; nothing has changed then
   * @throws OutOfMemoryError if the table can neither grow nor take one more
   */
  public boolean insertMoved(long address, long byteSize, int origin) {
    return longWay.insert(address, byteSize, origin, true);
  }

  /**
   * Removes a record and remembers the block for a while as freed.
   *
   * @param address the block's address
   * @param byteSize its size in bytes, or {@link #ANY_SIZE}
   * @param freedBy the number of where it is freed, below {@link #ORIGINS}
   * @return its origin, {@link #ABSENT} or {@link #WRONG_SIZE}; nothing has changed in the latter
   *     two
   */
  public int remove(long address, long byteSize, int freedBy) {
    return longWay.remove(address, byteSize, freedBy);
  }

  /**
   * Removes a record without trace, if it is of a block from that origin.
   *
   * @param address the block's address
   * @param origin the number of where it was allocated
   * @return its size in bytes, or {@link #ABSENT}
   */
  public long withdraw(long address, int origin) {
    return longWay.withdraw(address, origin);
  }

  /**
   * Returns whether there is a record of a block from that origin.
   *
   * @param address the block's address
   * @param origin the number of where it was allocated
   * @return whether there is
   */
  public boolean has(long address, int origin) {
    return longWay.has(address, origin);
  }

  /**
   * Undoes {@link #remove}, since the block is live after all.
   *
   * @param address the block's address
   * @param byteSize its size in bytes
   * @param origin the number of where it was allocated
   */
  public void putBack(long address, long byteSize, int origin) {
    insertMoved(address, byteSize, origin);
  }

  /**
   * Returns the size recorded for an address.
   *
   * @param address the block's address
   * @return bytes, or {@link #ABSENT}
   */
  public long sizeOf(long address) {
    return longWay.sizeOf(address);
  }

  /**
   * Returns the last block that was freed at an address, if that was not too long ago.
   *
   * @param address the address
   * @param byteSize the size in bytes that it has for whom frees it again
   * @return the block, or null
   */
  public @Nullable FreedBlock lastFree(long address, long byteSize) {
    return longWay.lastFree(address, byteSize);
  }

  /**
   * Shows all records, of each stripe as it was at one moment, of each place in a shadow when its
   * turn comes.
   *
   * @param visitor is called outside of all locks
   */
  public void forEach(BlockVisitor visitor) {
    for (Stripe stripe : stripes) {
      visit(stripe.copy(), visitor);
    }
    shadow.forEach(
        (region, place, number) -> {
          if (number != Kinds.UNNUMBERED) {
            visit(region.address(place), shadow.kinds().getSurely(number), visitor);
          }
        });
  }

  /**
   * Removes all records.
   *
   * @param visitor is called for each of them, outside of all locks
   */
  public void clear(BlockVisitor visitor) {
    for (Stripe stripe : stripes) {
      visit(stripe.drain(), visitor);
    }
    shadow.forEachTaken(
        (region, place, number) -> {
          boolean isEmptied =
              number != Kinds.UNNUMBERED && region.replace(place, number, Kinds.NONE);
          if (isEmptied && !Kinds.isFree(number)) {
            visit(region.address(place), shadow.kinds().getSurely(number), visitor);
          }
        });
  }

  /**
   * Returns the number of records.
   *
   * @return the number, exact if nobody is changing it
   */
  public long count() {
    long count = 0;
    for (Stripe stripe : stripes) {
      count += stripe.count();
    }
    AtomicLong shadowed = new AtomicLong();
    shadow.forEach(
        (_, _, number) -> {
          if (number != Kinds.UNNUMBERED) {
            shadowed.incrementAndGet();
          }
        });
    return count + shadowed.get();
  }

  /**
   * Returns whether a part of the table could not grow lately, so that {@link #insertMoved} has to
   * make do with what room is left.
   *
   * @return whether blocks should not be moved without a record for their new place
   */
  public boolean isTight() {
    return memory.isTight();
  }

  private static void visit(long address, Kind kind, BlockVisitor visitor) {
    visitor.visit(address, kind.byteSize(), kind.originId());
  }

  private void visit(long[] slots, BlockVisitor visitor) {
    for (int at = 0; at < slots.length; at += Slots.WIDTH) {
      long entry = slots[at + 1];
      if (slots[at] != 0 && Entry.isLive(entry)) {
        visitor.visit(slots[at], large.of(slots[at], entry), Entry.origin(entry));
      }
    }
  }
}
