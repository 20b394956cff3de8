package dev.alloc.debug.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all blocks, by address. Safe for threads; addresses are never 0.
 *
 * @param stripes never replaced, so that the JIT takes the array for a constant
 * @param shift what is left of a hash shifted by this is the number of a stripe
 * @param total how much all stripes hold back
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares tables
public record BlockTable(Stripe[] stripes, int shift, HeldTotal total) {
  private static final int MOST_STRIPES_SHIFT = 6;
  private static final int HALF_SHIFT = Long.SIZE - MOST_STRIPES_SHIFT - Integer.SIZE;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /**
   * Creates an empty table.
   *
   * @param memory where it gets its arrays from
   * @param stripesShift the exponent of the number of stripes, at most 6
   * @param mostHeldBytes how many bytes of freed blocks all stripes hold together
   * @param mostWholeBytes the size below of the largest block that its stripe holds
   * @return the table
   */
  public static BlockTable of(
      TableMemory memory, int stripesShift, long mostHeldBytes, long mostWholeBytes) {
    int shift = Math.clamp(stripesShift, 0, MOST_STRIPES_SHIFT);
    Stripe[] stripes = new Stripe[1 << shift];
    HeldTotal total = new HeldTotal(mostHeldBytes, stripes.length);
    Arrays.setAll(stripes, number -> new Stripe(memory, total, mostWholeBytes, number));
    return new BlockTable(stripes, Long.SIZE - shift, total);
  }

  /**
   * Returns the stripe of an address.
   *
   * @param address the address of a block
   * @return the stripe that has its record, if there is one
   */
  public Stripe stripe(long address) {
    long hash = address * GOLDEN_RATIO;
    return stripes[shift == Long.SIZE ? 0 : (int) (hash >>> shift)];
  }

  /**
   * Adds a live block.
   *
   * @param address where its bytes begin
   * @param byteSize how many bytes were asked for
   * @param exponent the exponent of its alignment
   * @param wholeBytes how many bytes it takes below
   * @param site the number of where it is allocated
   * @param thread the id of the calling thread
   * @param counted whether it counts as allocated; not if it is another block's new place
   * @return its serial number, which tells it from others that come to the same address; -1 if
   *     there is a block at that address, and nothing has changed then
   * @throws OutOfMemoryError if there is no memory for its record; nothing has changed then
   */
  public long insert(
      long address,
      long byteSize,
      int exponent,
      long wholeBytes,
      int site,
      long thread,
      boolean counted) {
    return stripe(address)
        .insert(address, half(address), byteSize, exponent, wholeBytes, site, thread, counted);
  }

  /**
   * Claims a live block, to be freed or reallocated by the calling thread.
   *
   * @param stripe the stripe of its address
   * @param address where its bytes begin
   * @param byteSize how many bytes it should have
   * @return the number of its record, or one of the constants of {@link Claim}
   */
  public static int claim(Stripe stripe, long address, long byteSize) {
    return stripe.claim(address, half(address), byteSize);
  }

  /**
   * Returns how many bytes have to leave before more are held.
   *
   * @param wholeBytes how many more
   * @return bytes; 0 or less if none have to
   */
  public long excess(long wholeBytes) {
    return total.excess(wholeBytes);
  }

  /**
   * Returns the stripe whose oldest block leaves next, to make room for one of another stripe. All
   * take turns: else a program that gets the same few addresses again and again would have only
   * their stripes look at what they hold.
   *
   * @param other the other stripe
   * @return the stripe
   */
  public Stripe next(Stripe other) {
    return stripes[other.nextTurn() & (stripes.length - 1)];
  }

  /**
   * Takes a block out of the table that is held outside of it.
   *
   * @param stripe the stripe of its address
   * @param address where its bytes begin
   * @return the number of its record, or -1 if it is not held any more
   */
  public static int leave(Stripe stripe, long address) {
    return stripe.leaveFrom(address, half(address));
  }

  /**
   * Returns the blocks that are live or held and pass a test.
   *
   * @param test is called under a lock, so that the block stays where it is; must not call anybody
   * @return the blocks found
   */
  public List<Block> find(Predicate<Block> test) {
    List<Block> found = new ArrayList<>();
    for (Stripe stripe : stripes) {
      found.addAll(stripe.find(test));
    }
    return found;
  }

  /**
   * Returns the block that begins at an address.
   *
   * @param address the address
   * @return the block, in whatever state, if there is one
   */
  public Optional<Block> at(long address) {
    return stripe(address).at(address, half(address));
  }

  /**
   * Returns a block that is live or held.
   *
   * @param address where its bytes begin
   * @param serial its serial number
   * @return the block, or null if it is neither any more
   */
  public @Nullable Block withSerial(long address, long serial) {
    return stripe(address).withSerial(address, half(address), serial);
  }

  /**
   * Drops a block that was released in bulk; one that was live counts as freed.
   *
   * @param address where its bytes begin
   * @param serial its serial number
   * @return the block as it was, or null if it was neither live nor held any more
   */
  public @Nullable Block drop(long address, long serial) {
    return stripe(address).drop(address, half(address), serial);
  }

  /** Drops all blocks, which were released in bulk; those that were live count as freed. */
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

  /** The half of the hash below the bits that choose the stripe. */
  static int half(long address) {
    return (int) ((address * GOLDEN_RATIO) >>> HALF_SHIFT);
  }
}
