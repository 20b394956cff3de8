package dev.alloc.arena.region;

import dev.alloc.arena.tally.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the region of a thread: a table indexed by the low bits of the thread's id, which are
 * different for threads of about the same age. Found or not, no lock is taken; entering a region is
 * guarded by the pool's lock.
 */
public final class Owners {
  private static final int FIRST_SLOTS = 64;
  private static final int MOST_SLOTS = 4_096;
  private static final ThreadRegion NOBODY = new ThreadRegion();

  /** Read without ordering: a table that is out of date leads to the slow path at worst. */
  private ThreadRegion[] slots = empty(FIRST_SLOTS);

  private final List<ThreadRegion> regions = new ArrayList<>();
  private final List<Tally> tallies;

  /** Whether a virtual thread's region is not where the table has it. */
  private volatile boolean lostVirtual;

  /**
   * Creates the table of no regions.
   *
   * @param others what is counted where blocks are in no region
   */
  public Owners(Collection<Tally> others) {
    this.tallies = new ArrayList<>(others);
  }

  /** Returns the thread's region, or another one: whose it is, {@link ThreadRegion#owner} says. */
  public ThreadRegion of(Thread thread) {
    ThreadRegion[] table = slots;
    return table[(int) thread.threadId() & (table.length - 1)];
  }

  /** Returns the thread's region, also when the table has lost sight of it, or null. */
  @Nullable ThreadRegion find(Thread thread) {
    for (ThreadRegion region : regions) {
      if (region.owner == thread) {
        return region;
      }
    }
    return null;
  }

  /** Returns the thread's region: its own, that of a thread that ended, or a new one. */
  ThreadRegion enter(Thread thread) {
    ThreadRegion region = find(thread);
    if (region == null) {
      region = adopt();
      region.owner = thread;
    }
    place(region, thread);
    return region;
  }

  /** Takes a region from its thread, which is virtual and has closed its last mark. */
  void leave(ThreadRegion region) {
    region.owner = null;
  }

  /** Whether a virtual thread that is not in the table may have a region all the same. */
  boolean hasLostVirtual() {
    return lostVirtual;
  }

  /** Every region there is; those of other threads may be read with care. */
  List<ThreadRegion> all() {
    return regions;
  }

  /** What the regions counted, and the others; guarded by the pool's lock. */
  public List<Tally> tallies() {
    return tallies;
  }

  private ThreadRegion adopt() {
    for (ThreadRegion region : regions) {
      Thread owner = region.owner;
      if (owner == null || !owner.isAlive()) {
        region.topMark = null; // its marks can never be closed
        return region;
      }
    }
    ThreadRegion region = new ThreadRegion();
    regions.add(region);
    tallies.add(region.tally);
    return region;
  }

  private void place(ThreadRegion region, Thread thread) {
    ThreadRegion there = of(thread);
    if (there != region && isInUse(there)) {
      grow();
      there = of(thread);
    }
    lostVirtual |= there != region && isInUse(there) && isVirtual(there);
    ThreadRegion[] table = slots;
    table[(int) thread.threadId() & (table.length - 1)] = region; // who was there is found slowly
  }

  private void grow() {
    if (slots.length == MOST_SLOTS) {
      return;
    }
    ThreadRegion[] larger = empty(2 * slots.length);
    for (ThreadRegion region : regions) {
      if (region.owner != null) {
        int slot = (int) region.owner.threadId() & (larger.length - 1);
        lostVirtual |= isVirtual(larger[slot]);
        larger[slot] = region;
      }
    }
    slots = larger;
  }

  private static boolean isInUse(ThreadRegion region) {
    return region.owner != null && region.owner.isAlive();
  }

  private static boolean isVirtual(ThreadRegion region) {
    return region.owner != null && region.owner.isVirtual();
  }

  private static ThreadRegion[] empty(int length) {
    ThreadRegion[] table = new ThreadRegion[length];
    Arrays.fill(table, NOBODY);
    return table;
  }
}
