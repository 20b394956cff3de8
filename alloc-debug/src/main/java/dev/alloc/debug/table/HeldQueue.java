package dev.alloc.debug.table;

/**
 * The blocks of a stripe that are held back, in the order in which they were freed: a list through
 * their records. Used under the stripe's lock.
 */
final class HeldQueue {
  private final Records records;
  private final HeldTotal total;
  private int oldest = Records.NONE;
  private int newest = Records.NONE;
  private long heldBytes;
  private long untold; // what the total does not know yet

  HeldQueue(Records records, HeldTotal total) {
    this.records = records;
    this.total = total;
  }

  void add(int id) {
    records.set(id, Records.NEXT, Records.NONE);
    if (newest == Records.NONE) {
      oldest = id;
    } else {
      records.set(newest, Records.NEXT, id);
    }
    newest = id;
    change(records.get(id, Records.WHOLE_BYTES));
  }

  /** Removes the oldest that was not dropped; gives back the records of those that were. */
  int remove() {
    while (oldest != Records.NONE) {
      int id = oldest;
      oldest = (int) records.get(id, Records.NEXT);
      newest = oldest == Records.NONE ? Records.NONE : newest;
      if (records.state(id) == Records.HELD) {
        change(-records.get(id, Records.WHOLE_BYTES));
        return id;
      }
      records.giveBack(id);
    }
    return Records.NONE;
  }

  /** Makes one that is in the queue no member of it; its record is given back when it is found. */
  void drop(int id) {
    change(-records.get(id, Records.WHOLE_BYTES));
    records.setState(id, Records.DROPPED);
  }

  /** Gives back what was dropped, when all were. */
  void clear() {
    remove();
  }

  private void change(long bytes) {
    heldBytes += bytes;
    untold = total.tell(untold + bytes);
  }

  long heldBytes() {
    return heldBytes;
  }
}
