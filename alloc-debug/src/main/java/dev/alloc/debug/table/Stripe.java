package dev.alloc.debug.table;

import dev.alloc.debug.table.Block.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one stripe: their records, and those of them that are held back. Safe for threads.
 *
 * <p>A block goes from live to claimed to held to leaving; whoever has moved it to claimed or
 * leaving owns it, and alone reads its record and its bytes until it has moved it on.
 */
public final class Stripe extends SpinLock {
  /** Instead of a new size: this is neither a free nor a reallocation. */
  public static final long UNCOUNTED = -2;

  /** Instead of a new size: this is a free. */
  public static final long FREED = -1;

  private static final long NO_SERIAL = -1;

  private final Records records;
  private final Index index;
  private final HeldQueue queue;
  private final Counts counts = new Counts();
  private final long mostWholeBytes; // of a block in this queue
  private long lastSerial;
  private int turns; // a number that goes up each time a block of this stripe made others leave

  Stripe(TableMemory memory, HeldTotal total, long mostWholeBytes, int firstTurn) {
    this.records = new Records(memory);
    this.index = new Index(records, memory);
    this.queue = new HeldQueue(records, total);
    this.mostWholeBytes = mostWholeBytes;
    this.turns = firstTurn;
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
      long serial = ++lastSerial;
      long[] page = records.page(id);
      int start = Records.start(id);
      page[start + Records.ADDRESS] = address;
      page[start + Records.BYTE_SIZE] = byteSize;
      page[start + Records.STATE] = Records.liveState(serial, shift);
      page[start + Records.SITES] = (long) site << Integer.SIZE;
      page[start + Records.ALLOCATED_BY] = thread;
      page[start + Records.FREED_BY] = 0;
      page[start + Records.WHOLE_BYTES] = wholeBytes;
      index.add(half, id);
      if (counted) {
        counts.allocated(byteSize);
      }
      return serial;
    } finally {
      release();
    }
  }

  /** Claims a live block; returns the number of its record, or why it cannot be claimed. */
  int claim(long address, int half, long byteSize) {
    acquire();
    try {
      int id = index.find(address, half);
      if (id == Records.NONE) {
        return Claim.ABSENT;
      }
      if (records.state(id) != Records.LIVE) {
        return Claim.FREED;
      }
      if (records.get(id, Records.BYTE_SIZE) != byteSize) {
        return Claim.WRONG_SIZE;
      }
      records.setState(id, Records.CLAIMED);
      return id;
    } finally {
      release();
    }
  }

  /** Undoes {@link #claim}. */
  public void unclaim(int id) {
    acquire();
    try {
      records.setState(id, Records.LIVE);
    } finally {
      release();
    }
  }

  /** Returns whose turn it is to make room; that two threads may get the same does no harm. */
  int nextTurn() {
    return turns++;
  }

  /**
   * Takes the oldest held block out of queue and index.
   *
   * @return the number of its record, to be read until {@link #forget}; -1 if none is held
   */
  public int leave() {
    acquire();
    try {
      int id = queue.remove();
      if (id != Records.NONE) {
        index.remove(BlockTable.half(address(id)), id);
        records.leave(id);
      }
      return id;
    } finally {
      release();
    }
  }

  /** Takes a block out of the table that is held elsewhere; -1 if it is not there any more. */
  int leaveFrom(long address, int half) {
    acquire();
    try {
      int id = index.find(address, half);
      if (id == Records.NONE || records.state(id) != Records.HELD) {
        return Records.NONE;
      }
      index.remove(half, id);
      records.leave(id);
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
    records.gone(id);
  }

  /**
   * Puts a block back that was about to leave, because it could not be given back below; its record
   * is not to be read any more.
   *
   * @param id the number of its record
   * @return false if there was no memory for that; the block is lost then
   */
  public boolean stay(int id) {
    acquire();
    try {
      index.reserve();
      int half = BlockTable.half(address(id));
      int copy = records.copyOfLeaving(id);
      index.add(half, copy);
      hold(copy);
      return true;
    } catch (OutOfMemoryError noRoom) {
      records.gone(id);
      return false;
    } finally {
      release();
    }
  }

  /**
   * Lets a claimed block wait, in the queue if it is one for this queue, and counts the free.
   *
   * @param id the number of its record
   * @param site where it is freed
   * @param thread who frees it
   * @param newByteSize the size it was reallocated to, or {@link #FREED} or {@link #UNCOUNTED}
   */
  public void free(int id, int site, long thread, long newByteSize) {
    acquire();
    try {
      long[] page = records.page(id);
      int start = Records.start(id);
      page[start + Records.SITES] |= site;
      page[start + Records.FREED_BY] = thread;
      hold(id);
      long byteSize = page[start + Records.BYTE_SIZE];
      if (newByteSize == FREED) {
        counts.freed(byteSize);
      } else if (newByteSize != UNCOUNTED) {
        counts.reallocated(byteSize, newByteSize);
      }
    } finally {
      release();
    }
  }

  private void hold(int id) {
    records.setState(id, Records.HELD);
    if (isQueued(id)) {
      queue.add(id);
    }
  }

  /** Whether a held block waits here, and not elsewhere. */
  private boolean isQueued(int id) {
    return records.get(id, Records.WHOLE_BYTES) <= mostWholeBytes;
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
      drop(id);
      return block;
    } finally {
      release();
    }
  }

  private void drop(int id) {
    if (records.state(id) == Records.LIVE) {
      counts.freed(byteSize(id));
    }
    if (records.state(id) == Records.HELD && isQueued(id)) {
      queue.drop(id);
    } else {
      records.giveBack(id);
    }
  }

  /** Drops all blocks, which were released in bulk; those that were live count as freed. */
  void clear() {
    acquire();
    try {
      for (int id : index.numbers()) {
        drop(id);
      }
      index.clear();
      queue.clear();
    } finally {
      release();
    }
  }

  private int findWithSerial(long address, int half, long serial) {
    int id = index.find(address, half);
    return id != Records.NONE && records.serial(id) == serial && isThere(id) ? id : Records.NONE;
  }

  private boolean isThere(int id) {
    return records.state(id) == Records.LIVE || records.state(id) == Records.HELD;
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
    return records.shift(id);
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
        switch (records.state(id)) {
          case Records.LIVE -> State.LIVE;
          case Records.CLAIMED -> State.CLAIMED;
          case Records.HELD -> State.HELD;
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
        if (isThere(id)) {
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

  Tally allocated() {
    acquire();
    try {
      return counts.allocated();
    } finally {
      release();
    }
  }

  Tally freed() {
    acquire();
    try {
      return counts.freed();
    } finally {
      release();
    }
  }
}
