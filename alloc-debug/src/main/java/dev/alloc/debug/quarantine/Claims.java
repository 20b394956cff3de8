package dev.alloc.debug.quarantine;

import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.BlockTable;
import dev.alloc.debug.table.Entry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that are being reallocated, or freed in a way that takes longer, and are neither in
 * the table nor in a lane meanwhile. Safe for threads.
 */
public final class Claims {
  private final BlockTable table;
  private final Map<Long, Block> claimed = new HashMap<>(); // by address, guarded by itself

  Claims(BlockTable table) {
    this.table = table;
  }

  /**
   * Moves a live block here from the table.
   *
   * @param address where its bytes begin
   * @param byteSize how many bytes it should have
   * @return the block, or null if there is none
   */
  public @Nullable Block claim(long address, long byteSize) {
    synchronized (claimed) {
      Block block = table.at(address);
      if (block == null || block.byteSize() != byteSize) {
        return null;
      }
      long[] entry = new long[Entry.WORDS];
      claimed.put(address, block);
      if (!table.remove(address, byteSize, entry, 0)) {
        claimed.remove(address);
        return null;
      }
      return block;
    }
  }

  /**
   * Moves a block back into the table.
   *
   * @param block as it was claimed
   */
  public void cancel(Block block) {
    synchronized (claimed) {
      long[] entry = new long[Entry.WORDS];
      Entry.set(block, entry, 0);
      table.restore(entry, 0);
      claimed.remove(block.address());
    }
  }

  /**
   * Forgets a block, which is elsewhere by now or gone.
   *
   * @param block as it was claimed
   */
  public void over(Block block) {
    synchronized (claimed) {
      claimed.remove(block.address());
    }
  }

  @Nullable Block at(long address) {
    synchronized (claimed) {
      return claimed.get(address);
    }
  }
}
