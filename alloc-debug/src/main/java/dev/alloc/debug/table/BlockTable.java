package dev.alloc.debug.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the live blocks, by address. Safe for threads; addresses are never 0.
 *
 * @param stripes never replaced, so that the JIT takes the array for a constant
 * @param shift what is left of a hash shifted by this is the number of a stripe
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares tables
public record BlockTable(Stripe[] stripes, int shift) {
  static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private static final int STRIPES_SHIFT = 6;
  private static final int REGION_SHIFT = 16; // neighbours share a stripe

  /**
   * Creates an empty table.
   *
   * @param memory where it gets its arrays from
   * @return the table
   */
  public static BlockTable of(TableMemory memory) {
    Stripe[] stripes = new Stripe[1 << STRIPES_SHIFT];
    Arrays.setAll(stripes, _ -> new Stripe(memory));
    return new BlockTable(stripes, Long.SIZE - STRIPES_SHIFT);
  }

  private Stripe stripe(long address) {
    return stripes[(int) (((address >>> REGION_SHIFT) * GOLDEN_RATIO) >>> shift)];
  }

  /**
   * Adds a live block.
   *
   * @param address where its bytes begin
   * @param byteSize how many bytes were asked for
   * @param exponent the exponent of its alignment
   * @param site the number of where it is allocated
   * @param thread the id of the calling thread
   * @param counted whether it counts as allocated; not if it is another block's new place
   * @return its serial number, which tells it from others that come to the same address; -1 if
   *     there is a block at that address, and nothing has changed then
   * @throws OutOfMemoryError if there is no memory for its entry; nothing has changed then
   */
  public long insert(
      long address, long byteSize, int exponent, int site, long thread, boolean counted) {
    return stripe(address).insert(address, byteSize, exponent, site, thread, counted);
  }

  /**
   * Moves the {@link Entry} of a live block out of the table.
   *
   * @param address where its bytes begin
   * @param byteSize how many bytes it should have
   * @param to where its entry is written
   * @param at index of the first word
   * @param counted whether it counts as freed
   * @return false if there is no such block; nothing has changed then
   */
  public boolean remove(long address, long byteSize, long[] to, int at, boolean counted) {
    return stripe(address).remove(address, byteSize, to, at, counted);
  }

  /**
   * Puts a block back that was removed.
   *
   * @param from where its entry is
   * @param at index of the first word
   * @param counted whether it had counted as freed
   * @throws OutOfMemoryError if others have taken its place and there is no memory for more
   */
  public void restore(long[] from, int at, boolean counted) {
    stripe(Entry.address(from, at)).restore(from, at, counted);
  }

  /**
   * Counts a block as freed that was removed without.
   *
   * @param block the block
   */
  public void countFreed(Block block) {
    stripe(block.address()).countFreed(block.byteSize());
  }

  /**
   * Counts a block as reallocated.
   *
   * @param block the block
   * @param newByteSize its new size in bytes
   */
  public void countReallocated(Block block, long newByteSize) {
    stripe(block.address()).countReallocated(block.byteSize(), newByteSize);
  }

  /**
   * Returns the live blocks that pass a test.
   *
   * @param test is called under a lock, so that the block stays live; must not call anybody
   * @return the blocks found
   */
  public List<Block> find(Predicate<Block> test) {
    List<Block> found = new ArrayList<>();
    for (Stripe stripe : stripes) {
      stripe.find(test, found);
    }
    return found;
  }

  /**
   * Returns the live block that begins at an address.
   *
   * @param address the address
   * @return the block, or null
   */
  public @Nullable Block at(long address) {
    return stripe(address).at(address);
  }

  /**
   * Returns a live block.
   *
   * @param address where its bytes begin
   * @param serial its serial number
   * @return the block, or null if it is not live any more
   */
  public @Nullable Block withSerial(long address, int serial) {
    Block block = at(address);
    return block != null && block.serial() == serial ? block : null;
  }

  /**
   * Drops a live block that was released in bulk; it counts as freed.
   *
   * @param address where its bytes begin
   * @param serial its serial number
   * @return the block as it was, or null if it was not live any more
   */
  public @Nullable Block drop(long address, int serial) {
    return stripe(address).drop(address, serial);
  }

  /** Drops all blocks, which were released in bulk; they count as freed. */
  public void clear() {
    for (Stripe stripe : stripes) {
      stripe.clear();
    }
  }

  /**
   * Returns how much was freed so far; to be asked before {@link #allocated}, so that no more seems
   * to be freed than was allocated.
   *
   * @return blocks and bytes
   */
  public Tally freed() {
    Tally sum = Tally.NONE;
    for (Stripe stripe : stripes) {
      sum = sum.plus(stripe.freed());
    }
    return sum;
  }

  /**
   * Returns how much was allocated so far.
   *
   * @return blocks and bytes
   */
  public Tally allocated() {
    Tally sum = Tally.NONE;
    for (Stripe stripe : stripes) {
      sum = sum.plus(stripe.allocated());
    }
    return sum;
  }
}
