package dev.alloc.tracking.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of all live blocks by address. Safe for threads; the address of a block is never 0.
 *
 * @param stripes never replaced, so that the JIT takes the array for a constant
 * @param large sizes that have no room in a record
 * @param memory where the stripes get their arrays from
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares tables
public record BlockTable(Stripe[] stripes, LargeSizes large, TableMemory memory) {
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

  private static final int STRIPE_BITS = 6;

  // The blocks of 64 KiB are in one stripe: allocators mostly give a thread memory of its own, and
  // so its blocks are in stripes to which no other thread writes.
  private static final int REGION_BITS = 16;

  /**
   * Creates an empty table.
   *
   * @param memory where it gets its arrays from
   */
  public BlockTable(TableMemory memory) {
    this(new Stripe[1 << STRIPE_BITS], new LargeSizes(), memory);
    Arrays.setAll(stripes, _ -> new Stripe(large, memory));
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
    return stripe(address).insert(address, byteSize, origin, false);
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
    return stripe(address).insert(address, byteSize, origin, true);
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
    return address == 0 ? ABSENT : stripe(address).remove(address, byteSize, freedBy);
  }

  /**
   * Removes a record without trace, if it is of a block from that origin.
   *
   * @param address the block's address
   * @param origin the number of where it was allocated
   * @return its size in bytes, or {@link #ABSENT}
   */
  public long withdraw(long address, int origin) {
    return stripe(address).withdraw(address, origin);
  }

  /**
   * Returns whether there is a record of a block from that origin.
   *
   * @param address the block's address
   * @param origin the number of where it was allocated
   * @return whether there is
   */
  public boolean has(long address, int origin) {
    return stripe(address).has(address, origin);
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
    return stripe(address).sizeOf(address);
  }

  /**
   * Returns the last block that was freed at an address, if that was not too long ago.
   *
   * @param address the address
   * @return the block, or null
   */
  public @Nullable FreedBlock lastFree(long address) {
    return stripe(address).lastFree(address);
  }

  /**
   * Shows all records, of each stripe as it was at one moment.
   *
   * @param visitor is called outside of all locks
   */
  public void forEach(BlockVisitor visitor) {
    for (Stripe stripe : stripes) {
      visit(stripe.copy(), visitor);
    }
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
    return count;
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

  private Stripe stripe(long address) {
    return stripes[(int) (Slots.hash(address >>> REGION_BITS) >>> (Long.SIZE - STRIPE_BITS))];
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
