package dev.alloc.debug.quarantine;

import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.BlockTable;
import dev.alloc.debug.table.Stripe;
import dev.alloc.debug.table.TableMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All blocks that are not live any more and not gone yet. Safe for threads.
 *
 * @param table the live ones
 * @param lanes small blocks, by the thread that allocated them
 * @param large large blocks
 * @param claims those on their way that are in no lane
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares quarantines
public record Quarantine(BlockTable table, Lane[] lanes, Lane large, Claims claims) {

  /**
   * Creates an empty quarantine.
   *
   * @param terms what blocks it takes, and how many
   * @param memory where it gets its arrays from
   * @param table where blocks come from
   * @return the quarantine
   */
  public static Quarantine of(Terms terms, TableMemory memory, BlockTable table) {
    return new Quarantine(
        table,
        lanes(table.stripes(), terms.limits().smallBytes(), terms, memory),
        lanes(new Stripe[] {Stripe.ofNothing(memory)}, terms.limits().largeBytes(), terms, memory)[
            0],
        new Claims(table));
  }

  private static Lane[] lanes(Stripe[] stripes, long bytes, Terms terms, TableMemory memory) {
    HeldTotal total = new HeldTotal(bytes, stripes.length);
    Clock clock = new Clock();
    Share[] shares = new Share[stripes.length];
    Lane[] lanes = new Lane[stripes.length];
    for (int i = 0; i < stripes.length; i++) {
      shares[i] = new Share(total, clock, shares, i);
      lanes[i] = new Lane(stripes[i], new Fifo(new Ring(memory), shares[i]), terms);
    }
    return lanes;
  }

  /**
   * Returns the lane of the small blocks that a thread allocates.
   *
   * @param thread its id
   * @return the lane
   */
  public Lane lane(long thread) {
    return lanes[table.number(thread)];
  }

  /**
   * Returns the lane of a live block.
   *
   * @param address where its bytes begin
   * @return the lane, or null if there is no such block
   */
  public @Nullable Lane laneOf(long address) {
    int number = table.find(address);
    return number < 0 ? null : lanes[number];
  }

  /**
   * Returns the lane whose oldest block makes room in all.
   *
   * @param lane where room is needed
   * @return the lane itself, or one that has much older blocks
   */
  public Lane donor(Lane lane) {
    return lane == large ? large : lanes[lane.donor()];
  }

  /**
   * Returns the lanes' ends.
   *
   * @return positions, to be handed to {@link #drop} and {@link #find}
   */
  public long[] ends() {
    long[] ends = new long[lanes.length + 1];
    for (int i = 0; i < lanes.length; i++) {
      ends[i] = lanes[i].head();
    }
    ends[lanes.length] = large.head();
    return ends;
  }

  /**
   * Returns the ends that the lanes had when nothing had come yet.
   *
   * @return positions
   */
  public long[] beginnings() {
    return new long[lanes.length + 1];
  }

  /**
   * Returns the blocks in lanes that came after some time and pass a test.
   *
   * @param since the lanes' ends at that time
   * @param test is called under a lock, so that the block stays where it is; must not call anybody
   * @return the blocks found
   */
  public List<Block> find(long[] since, Predicate<Block> test) {
    List<Block> found = new ArrayList<>();
    for (int i = 0; i < lanes.length; i++) {
      lanes[i].find(since[i], test, found);
    }
    large.find(since[lanes.length], test, found);
    return found;
  }

  /**
   * Drops the blocks that wait, came after some time and pass a test, since they were released in
   * bulk.
   *
   * @param since the lanes' ends at that time
   * @param test is called under a lock
   * @return the blocks dropped
   */
  public List<Block> drop(long[] since, Predicate<Block> test) {
    List<Block> dropped = new ArrayList<>();
    for (int i = 0; i < lanes.length; i++) {
      lanes[i].drop(since[i], test, dropped);
    }
    large.drop(since[lanes.length], test, dropped);
    return dropped;
  }

  /**
   * Returns the block that begins at an address, if it is here.
   *
   * @param address the address
   * @return the block, or null
   */
  public @Nullable Block at(long address) {
    Block claimed = claims.at(address); // first, or it might have gone on meanwhile
    List<Block> found = find(beginnings(), block -> block.address() == address);
    return found.isEmpty() ? claimed : found.getFirst();
  }
}
