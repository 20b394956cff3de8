package dev.alloc.tracking.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of all live blocks by address. Safe for threads; addresses are never 0, tags never
 * negative.
 *
 * @param stripes never replaced, so that the JIT takes the array for a constant
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares tables
public record BlockTable(Stripe[] stripes, TableMemory memory) {
  /** There is no record of that address. */
  public static final long ABSENT = -1;

  /** There is a record of that address, with another size. */
  public static final long WRONG_SIZE = -2;

  /** Stands for whatever size there is. */
  public static final long ANY_SIZE = -3;

  static final int STRIPE_BITS = 6;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /**
   * Creates an empty table.
   *
   * @param memory where it gets its arrays from
   */
  public BlockTable(TableMemory memory) {
    this(new Stripe[1 << STRIPE_BITS], memory);
    Arrays.setAll(stripes, _ -> new Stripe(memory));
  }

  /**
   * Adds a record.
   *
   * @param address the block's address
   * @param byteSize its size in bytes
   * @param tag what to record with it, not negative
   * @return false if there is a record of this address already; nothing has changed then
   * @throws OutOfMemoryError if the table cannot grow; nothing has changed then
   */
  public boolean insert(long address, long byteSize, long tag) {
    long hash = hash(address);
    return stripe(hash).insert(address, hash, byteSize, tag, false);
  }

  /**
   * Adds a record that must not be lost, of a block that was moved.
   *
   * @param address the block's address
   * @param byteSize its size in bytes
   * @param tag what to record with it, not negative
   * @return false if there is a record of this address already; nothing has changed then
   */
  public boolean insertMoved(long address, long byteSize, long tag) {
    long hash = hash(address);
    return stripe(hash).insert(address, hash, byteSize, tag, true);
  }

  /**
   * Removes a record and remembers the block for a while as freed.
   *
   * @param address the block's address
   * @param byteSize its size in bytes, or {@link #ANY_SIZE}
   * @param freedBy what to remember with it
   * @return its tag, {@link #ABSENT} or {@link #WRONG_SIZE}; nothing has changed in the latter two
   */
  public long remove(long address, long byteSize, int freedBy) {
    long hash = hash(address);
    return stripe(hash).remove(address, hash, byteSize, freedBy);
  }

  /**
   * Removes a record if it is of that very block.
   *
   * @param address the block's address
   * @param tag what was recorded with it
   * @return its size in bytes, or {@link #ABSENT}
   */
  public long removeTagged(long address, long tag) {
    long hash = hash(address);
    return stripe(hash).removeTagged(address, hash, tag);
  }

  /**
   * Returns whether there is a record of that very block.
   *
   * @param address the block's address
   * @param tag what was recorded with it
   * @return whether there is
   */
  public boolean isTagged(long address, long tag) {
    long hash = hash(address);
    return stripe(hash).isTagged(address, hash, tag);
  }

  /**
   * Undoes {@link #remove}, since the block is live after all.
   *
   * @param address the block's address
   * @param byteSize its size in bytes
   * @param tag what was recorded with it
   */
  public void putBack(long address, long byteSize, long tag) {
    long hash = hash(address);
    stripe(hash).putBack(address, hash, byteSize, tag);
  }

  /**
   * Returns the size recorded for an address.
   *
   * @param address the block's address
   * @return bytes, or {@link #ABSENT}
   */
  public long sizeOf(long address) {
    long hash = hash(address);
    return stripe(hash).sizeOf(address, hash);
  }

  /**
   * Returns the last block that was freed at an address, if that was not too long ago.
   *
   * @param address the address
   * @return the block, or null
   */
  public @Nullable FreedBlock lastFree(long address) {
    return stripe(hash(address)).lastFree(address);
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

  static long hash(long address) {
    return address * GOLDEN_RATIO;
  }

  private Stripe stripe(long hash) {
    return stripes[(int) (hash >>> (Long.SIZE - STRIPE_BITS))];
  }

  private static void visit(long[] records, BlockVisitor visitor) {
    for (int at = 0; at < records.length; at += Stripe.WIDTH) {
      if (records[at] != 0) {
        visitor.visit(records[at], records[at + 1], records[at + 2]);
      }
    }
  }
}
