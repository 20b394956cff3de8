package dev.alloc.debug.quarantine;

import dev.alloc.debug.table.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What blocks that were dropped in bulk have left behind: filled memory, which is looked at when
 * the allocator below hands it out again. Safe for threads.
 *
 * <p>Only memory that never left the allocator below is sure to be as it was left. So each block is
 * buried with the number of bytes that had gone back by then, and who finds it disturbed compares.
 */
public final class Remains {
  private static final int MOST_BLOCKS = 1 << 20;

  private final TreeMap<Long, Dead> dead = new TreeMap<>(); // by address, guarded by itself
  private volatile boolean empty = true;

  /**
   * A block that was dropped.
   *
   * @param block the block, with where and by whom it was dropped or freed
   * @param returnedBytes how much memory the allocator below had given back by then
   */
  public record Dead(Block block, long returnedBytes) {}

  /** Looks at a dead block, while nobody else can be given its memory. */
  @FunctionalInterface
  public interface Inspection<R> {
    /**
     * Looks.
     *
     * @param dead the block
     * @return what to hand on, or null
     */
    @Nullable R of(Dead dead);
  }

  /** Creates an empty graveyard. */
  public Remains() {}

  /**
   * Returns whether there is nothing to look at.
   *
   * @return whether it is empty
   */
  public boolean isEmpty() {
    return empty;
  }

  /**
   * Remembers a block whose bytes are filled.
   *
   * @param block the block
   * @param returnedBytes how much memory the allocator below has given back
   */
  public void add(Block block, long returnedBytes) {
    synchronized (dead) {
      if (dead.size() < MOST_BLOCKS) {
        dead.put(block.address(), new Dead(block, returnedBytes));
        empty = false;
      }
    }
  }

  /**
   * Forgets the blocks whose memory is handed out, wholly or in part, after a look at each.
   *
   * @param from where that memory begins
   * @param to where it ends
   * @param inspection is called for each of the blocks
   * @param <R> what it returns
   * @return what it returned, without null
   */
  public <R> List<R> handOut(long from, long to, Inspection<R> inspection) {
    List<R> results = new ArrayList<>();
    synchronized (dead) {
      Map.Entry<Long, Dead> entry = dead.floorEntry(from);
      if (entry == null || end(entry.getValue().block()) <= from) {
        entry = dead.higherEntry(from);
      }
      while (entry != null && start(entry.getValue().block()) < to) {
        R result = inspection.of(entry.getValue());
        if (result != null) {
          results.add(result);
        }
        dead.remove(entry.getKey());
        entry = dead.higherEntry(entry.getKey());
      }
      empty = dead.isEmpty();
    }
    return results;
  }

  /** Forgets all. */
  public void clear() {
    synchronized (dead) {
      dead.clear();
      empty = true;
    }
  }

  private static long start(Block block) {
    return block.address() - block.front();
  }

  private static long end(Block block) {
    return start(block) + block.wholeBytes();
  }
}
