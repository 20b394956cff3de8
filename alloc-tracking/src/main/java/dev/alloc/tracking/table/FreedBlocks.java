package dev.alloc.tracking.table;

/** The blocks of a stripe that were freed last; guarded by the stripe's lock. */
final class FreedBlocks {
  static final int CAPACITY = 8; // a power of two; small, since each free writes here
  private static final int WIDTH = 4;

  private final long[] entries = new long[CAPACITY * WIDTH];
  private int next;

  void add(long address, long byteSize, long tag, int freedBy) {
    int at = next * WIDTH;
    entries[at] = address;
    entries[at + 1] = byteSize;
    entries[at + 2] = tag;
    entries[at + 3] = freedBy;
    next = (next + 1) & (CAPACITY - 1);
  }

  /** Forgets the last free of an address, which did not come to pass. */
  void undo(long address) {
    int at = find(address);
    if (at >= 0) {
      entries[at] = 0;
    }
  }

  /** Returns where the last free of an address is, or -1. */
  int find(long address) {
    for (int back = 1; back <= CAPACITY; back++) {
      int at = ((next - back) & (CAPACITY - 1)) * WIDTH;
      if (entries[at] == address) {
        return at;
      }
    }
    return -1;
  }

  FreedBlock get(int at) {
    return new FreedBlock(entries[at], entries[at + 1], entries[at + 2], (int) entries[at + 3]);
  }
}
