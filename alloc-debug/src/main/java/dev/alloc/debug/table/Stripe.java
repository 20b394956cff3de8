package dev.alloc.debug.table;

import dev.alloc.debug.table.Block.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one stripe: their records and those of them that are held back, in the order in
 * which they were freed. Safe for threads.
 *
 * <p>A block goes from live to claimed to held to leaving; whoever has moved it to claimed or
 * leaving owns it, and alone reads its record and its bytes until it has moved it on.
 */
public final class Stripe extends SpinLock {
  /** Instead of a new size: this is neither a free nor a reallocation. */
  public static final long UNCOUNTED = -2;

  /** Instead of a new size: this is a free. */
  public static final long FREED = -1;

  private static final int LIVE = 1;
  private static final int CLAIMED = 2;
  private static final int HELD = 3;
  private static final int LEAVING = 4;
  private static final int DROPPED = 5; // and still in the queue
  private static final int BYTE_BITS = 8;
  private static final int SERIAL_SHIFT = 2 * BYTE_BITS;
  private static final long NO_SERIAL = -1;
  private static final int BYTE_MASK = (1 << BYTE_BITS) - 1;

  private final Records records;
  private final Index index;
  private final long mostHeldBytes;
  private final long mostWholeBytes; // of a block in this queue
  private int oldest = Records.NONE;
  private int newest = Records.NONE;
  private long heldBytes;
  private long allocations;
  private long allocatedBytes;
  private long frees;
  private long freedBytes;
  private long reallocations;
  private long lastSerial;

  Stripe(TableMemory memory, long mostHeldBytes, long mostWholeBytes) {
    this.records = new Records(memory);
    this.index = new Index(records, memory);
    this.mostHeldBytes = mostHeldBytes;
    this.mostWholeBytes = mostWholeBytes;
  }

  /**
   * Adds a live block.
   *
   * @return its serial number, or -1 if there is one at that address; nothing has changed then
   * @throws OutOfMemoryError if there is no memory for its record; nothing has changed then
   */
  long insert(
      long address,
      int half,
      long byteSize,
      int shift,
      long wholeBytes,
      int site,
      long thread,
      boolean counted) {
    acquire();
    try {
      if (index.find(address, half) != Records.NONE) {
        return NO_SERIAL;
      }
      index.reserve();
      int id = records.take();
      records.set(id, Records.ADDRESS, address);
      records.set(id, Records.BYTE_SIZE, byteSize);
      long serial = ++lastSerial;
      long exponent = (long) shift << BYTE_BITS;
      records.set(id, Records.STATE, (serial << SERIAL_SHIFT) | exponent | LIVE);
      records.set(id, Records.SITES, (long) site << Integer.SIZE);
      records.set(id, Records.ALLOCATED_BY, thread);
      records.set(id, Records.FREED_BY, 0);
      records.set(id, Records.WHOLE_BYTES, wholeBytes);
      index.add(half, id);
      if (counted) {
        allocations++;
        allocatedBytes += byteSize;
      }
      return serial;
    } finally {
      release();
    }
  }

  /** Claims a live block, and takes the oldest out of a queue that has no room for it. */
  long claim(long address, int half, long byteSize) {
    acquire();
    try {
      int id = index.find(address, half);
      if (id == Records.NONE) {
        return Claim.ABSENT;
      }
      if (state(id) != LIVE) {
        return Claim.FREED;
      }
      if (records.get(id, Records.BYTE_SIZE) != byteSize) {
        return Claim.WRONG_SIZE;
      }
      setState(id, CLAIMED);
      long wholeBytes = records.get(id, Records.WHOLE_BYTES);
      if (wholeBytes > mostWholeBytes || heldBytes + wholeBytes <= mostHeldBytes) {
        return Claim.of(id, Records.NONE, false);
      }
      int leaving = leave();
      return Claim.of(id, leaving, heldBytes + wholeBytes > mostHeldBytes);
    } finally {
      release();
    }
  }

  /** Undoes {@link #claim}. */
  public void unclaim(int id) {
    acquire();
    try {
      setState(id, LIVE);
    } finally {
      release();
    }
  }

  /**
   * Takes the oldest held block out of the queue, if there is no room for so many bytes more.
   *
   * @param wholeBytes bytes to make room for; {@code Long.MAX_VALUE} to empty the queue
   * @return the number of its record, or -1
   */
  public int leaveFor(long wholeBytes) {
    acquire();
    try {
      return heldBytes > mostHeldBytes - wholeBytes ? leave() : Records.NONE;
    } finally {
      release();
    }
  }

  /** Takes a block out of the table that is held elsewhere; -1 if it is not there any more. */
  int leaveFrom(long address, int half) {
    acquire();
    try {
      int id = index.find(address, half);
      if (id == Records.NONE || state(id) != HELD) {
        return Records.NONE;
      }
      setState(id, LEAVING);
      index.remove(half, id);
      return id;
    } finally {
      release();
    }
  }

  /**
   * Gives the record of a block back that has left.
   *
   * @param id its number
   */
  public void forget(int id) {
    acquire();
    try {
      records.giveBack(id);
    } finally {
      release();
    }
  }

  /**
   * Puts a block back that was about to leave, because it could not be given back below.
   *
   * @param id the number of its record
   * @return false if there was no memory for that; the block is lost then
   */
  public boolean stay(int id) {
    acquire();
    try {
      index.reserve();
      index.add(BlockTable.half(records.get(id, Records.ADDRESS)), id);
      hold(id);
      return true;
    } catch (OutOfMemoryError noRoom) {
      records.giveBack(id);
      return false;
    } finally {
      release();
    }
  }

  /**
   * Puts a claimed block into the queue, if it is one for this queue, and counts the free.
   *
   * @param id the number of its record
   * @param left the number of the record of a block that has left meanwhile, or -1
   * @param site where it is freed
   * @param thread who frees it
   * @param newByteSize the size it was reallocated to, or {@link #FREED} or {@link #UNCOUNTED}
   */
  public void free(int id, int left, int site, long thread, long newByteSize) {
    acquire();
    try {
      if (left != Records.NONE) {
        records.giveBack(left);
      }
      long byteSize = records.get(id, Records.BYTE_SIZE);
      long sites = records.get(id, Records.SITES);
      records.set(id, Records.SITES, sites | site);
      records.set(id, Records.FREED_BY, thread);
      hold(id);
      count(byteSize, newByteSize);
    } finally {
      release();
    }
  }

  private void count(long byteSize, long newByteSize) {
    if (newByteSize == FREED) {
      frees++;
      freedBytes += byteSize;
    } else if (newByteSize != UNCOUNTED) {
      reallocations++;
      if (newByteSize > byteSize) {
        allocatedBytes += newByteSize - byteSize;
      } else {
        freedBytes += byteSize - newByteSize;
      }
    }
  }

  private void hold(int id) {
    setState(id, HELD);
    long wholeBytes = records.get(id, Records.WHOLE_BYTES);
    if (wholeBytes > mostWholeBytes) {
      return; // it waits elsewhere
    }
    records.set(id, Records.NEXT, Records.NONE);
    if (newest == Records.NONE) {
      oldest = id;
    } else {
      records.set(newest, Records.NEXT, id);
    }
    newest = id;
    heldBytes += wholeBytes;
  }

  /** Takes the oldest out of queue and index; its record is read, and then forgotten. */
  private int leave() {
    while (oldest != Records.NONE) {
      int id = oldest;
      oldest = (int) records.get(id, Records.NEXT);
      newest = oldest == Records.NONE ? Records.NONE : newest;
      if (state(id) == HELD) {
        heldBytes -= records.get(id, Records.WHOLE_BYTES);
        setState(id, LEAVING);
        index.remove(BlockTable.half(records.get(id, Records.ADDRESS)), id);
        return id;
      }
      records.giveBack(id); // it was dropped
    }
    return Records.NONE;
  }

  /** Returns the block of that address and serial number if it is live or held, else null. */
  @Nullable Block withSerial(long address, int half, long serial) {
    acquire();
    try {
      int id = findWithSerial(address, half, serial);
      return id == Records.NONE ? null : block(id);
    } finally {
      release();
    }
  }

  /** Drops a block that was released in bulk; one that was live counts as freed. */
  @Nullable Block drop(long address, int half, long serial) {
    acquire();
    try {
      int id = findWithSerial(address, half, serial);
      if (id == Records.NONE) {
        return null;
      }
      Block block = block(id);
      index.remove(half, id);
      boolean queued = state(id) == HELD && block.wholeBytes() <= mostWholeBytes;
      if (state(id) == LIVE) {
        frees++;
        freedBytes += block.byteSize();
      }
      if (queued) {
        heldBytes -= block.wholeBytes();
        setState(id, DROPPED);
      } else {
        records.giveBack(id);
      }
      return block;
    } finally {
      release();
    }
  }

  private int findWithSerial(long address, int half, long serial) {
    int id = index.find(address, half);
    return id != Records.NONE
            && records.get(id, Records.STATE) >>> SERIAL_SHIFT == serial
            && (state(id) == LIVE || state(id) == HELD)
        ? id
        : Records.NONE;
  }

  /**
   * Returns where the bytes of a claimed or leaving block begin.
   *
   * @param id the number of its record
   * @return the address
   */
  public long address(int id) {
    return records.get(id, Records.ADDRESS);
  }

  /**
   * Returns how many bytes a claimed or leaving block was asked for with.
   *
   * @param id the number of its record
   * @return bytes
   */
  public long byteSize(int id) {
    return records.get(id, Records.BYTE_SIZE);
  }

  /**
   * Returns the alignment of a claimed or leaving block.
   *
   * @param id the number of its record
   * @return the exponent
   */
  public int shift(int id) {
    return (int) (records.get(id, Records.STATE) >>> BYTE_BITS) & BYTE_MASK;
  }

  /**
   * Returns how many bytes a claimed or leaving block takes below.
   *
   * @param id the number of its record
   * @return bytes
   */
  public long wholeBytes(int id) {
    return records.get(id, Records.WHOLE_BYTES);
  }

  /**
   * Returns what is known of a claimed or leaving block.
   *
   * @param id the number of its record
   * @return the block
   */
  public Block block(int id) {
    long sites = records.get(id, Records.SITES);
    return new Block(
        address(id),
        byteSize(id),
        shift(id),
        wholeBytes(id),
        switch (state(id)) {
          case LIVE -> State.LIVE;
          case CLAIMED -> State.CLAIMED;
          case HELD -> State.HELD;
          default -> State.LEAVING;
        },
        (int) (sites >>> Integer.SIZE),
        (int) sites,
        records.get(id, Records.ALLOCATED_BY),
        records.get(id, Records.FREED_BY));
  }

  /** Returns the blocks that are live or held and pass a test, which is made under the lock. */
  List<Block> find(Predicate<Block> test) {
    List<Block> found = new ArrayList<>();
    acquire();
    try {
      for (int id : index.numbers()) {
        if (state(id) == LIVE || state(id) == HELD) {
          Block block = block(id);
          if (test.test(block)) {
            found.add(block);
          }
        }
      }
      return found;
    } finally {
      release();
    }
  }

  /** Returns the block that begins at an address, in whatever state. */
  Optional<Block> at(long address, int half) {
    acquire();
    try {
      int id = index.find(address, half);
      return id == Records.NONE ? Optional.empty() : Optional.of(block(id));
    } finally {
      release();
    }
  }

  /** Drops all blocks, which were released in bulk; those that were live count as freed. */
  void clear() {
    acquire();
    try {
      for (int id : index.numbers()) {
        if (state(id) == LIVE) {
          frees++;
          freedBytes += records.get(id, Records.BYTE_SIZE);
        }
        if (state(id) != HELD || records.get(id, Records.WHOLE_BYTES) > mostWholeBytes) {
          records.giveBack(id);
        } else {
          setState(id, DROPPED);
        }
      }
      index.clear();
      heldBytes = 0;
      leave(); // gives back what was dropped
    } finally {
      release();
    }
  }

  Tally allocated() {
    acquire();
    try {
      return new Tally(allocations, allocatedBytes, reallocations);
    } finally {
      release();
    }
  }

  Tally freed() {
    acquire();
    try {
      return new Tally(frees, freedBytes, 0);
    } finally {
      release();
    }
  }

  private int state(int id) {
    return (int) records.get(id, Records.STATE) & BYTE_MASK;
  }

  private void setState(int id, int state) {
    long word = records.get(id, Records.STATE);
    records.set(id, Records.STATE, (word & ~BYTE_MASK) | state);
  }
}
