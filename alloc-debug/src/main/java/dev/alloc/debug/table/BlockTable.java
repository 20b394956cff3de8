package dev.alloc.debug.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the live blocks, by address. Safe for threads; addresses are never 0.
 *
 * @param stripes by the thread that allocates; never replaced, so that the JIT takes the array for
 *     a constant
 * @param lately the stripe that a region's blocks were added to lately; only a hint
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares tables
public record BlockTable(Stripe[] stripes, byte[] lately) {
  static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private static final int LEAST_STRIPES = 16;
  private static final int MOST_STRIPES = 64;
  private static final int REGION_SHIFT = 16; // neighbours are mostly one thread's
  private static final int LATELY_SHIFT = 14;
  private static final int HINT_MASK = 15; // every 16th block of a stripe is noted

  /**
   * Creates an empty table.
   *
   * @param memory where it gets its arrays from
   * @return the table
   */
  public static BlockTable of(TableMemory memory) {
    int wanted = 2 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors());
    Stripe[] stripes = new Stripe[Math.clamp(wanted, LEAST_STRIPES, MOST_STRIPES)];
    Arrays.setAll(stripes, _ -> new Stripe(memory));
    return new BlockTable(stripes, new byte[1 << LATELY_SHIFT]);
  }

  static long regionHash(long address) {
    return (address >>> REGION_SHIFT) * GOLDEN_RATIO;
  }

  private static int region(long address) {
    return (int) (regionHash(address) >>> (Long.SIZE - LATELY_SHIFT));
  }

  /**
   * Returns the number of the stripe that has what a thread allocates.
   *
   * @param thread its id
   * @return an index
   */
  public int number(long thread) {
    return (int) thread & (stripes.length - 1);
  }

  /**
   * Returns the number of the stripe that has a live block.
   *
   * @param address where its bytes begin
   * @return an index, or -1 if there is no such block
   */
  public int find(long address) {
    int first = lately[region(address)];
    for (int i = 0; i < stripes.length; i++) {
      int number = (first + i) & (stripes.length - 1);
      if (stripes[number].holds(address)) {
        return number;
      }
    }
    return -1;
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
   *     there is a block of this stripe at that address, and nothing has changed then
   * @throws OutOfMemoryError if there is no memory for its entry; nothing has changed then
   */
  public long insert(
      long address, long byteSize, int exponent, int site, long thread, boolean counted) {
    int number = number(thread);
    long serial = stripes[number].insert(address, byteSize, exponent, site, thread, counted);
    if ((serial & HINT_MASK) == 0) { // not each: threads that share a region would wait for it
      lately[region(address)] = (byte) number;
    }
    return serial;
  }

  /**
   * Moves the {@link Entry} of a live block out of the table, without counting it as freed.
   *
   * @param address where its bytes begin
   * @param byteSize how many bytes it should have
   * @param to where its entry is written
   * @param at index of the first word
   * @return false if there is no such block; nothing has changed then
   */
  public boolean remove(long address, long byteSize, long[] to, int at) {
    int number = find(address);
    return number >= 0 && stripes[number].remove(address, byteSize, to, at);
  }

  /**
   * Puts a block back that was removed.
   *
   * @param from where its entry is
   * @param at index of the first word
   * @throws OutOfMemoryError if others have taken its place and there is no memory for more
   */
  public void restore(long[] from, int at) {
    stripes[number(Entry.thread(from, at))].restore(from, at);
  }

  /**
   * Counts a block as freed that was removed without.
   *
   * @param block the block
   */
  public void countFreed(Block block) {
    stripes[number(block.allocatedBy())].countFreed(block.byteSize());
  }

  /**
   * Counts a block as reallocated.
   *
   * @param block the block
   * @param newByteSize its new size in bytes
   */
  public void countReallocated(Block block, long newByteSize) {
    stripes[number(block.allocatedBy())].countReallocated(block.byteSize(), newByteSize);
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
    int number = find(address);
    return number < 0 ? null : stripes[number].at(address);
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
    int number = find(address);
    return number < 0 ? null : stripes[number].drop(address, serial);
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
