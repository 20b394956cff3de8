package dev.alloc.debug.table;

import java.util.Arrays;

/**
 * The records of one stripe, by number, in pages that never move. Changed under the stripe's lock;
 * the record of a claimed block may be read without it by who has claimed it.
 */
final class Records {
  static final int NONE = -1;

  // Words of a record.
  static final int ADDRESS = 0;
  static final int BYTE_SIZE = 1;
  static final int STATE = 2; // and, from bit 8 on, the exponent of the alignment
  static final int SITES = 3; // of the allocation above, of the free below
  static final int ALLOCATED_BY = 4;
  static final int FREED_BY = 5;
  static final int NEXT = 6; // in the queue of held blocks, or of unused records
  static final int WHOLE_BYTES = 7;

  private static final int WORDS_SHIFT = 3;
  private static final int PAGE_SHIFT = 5; // records a page: 2 KiB
  private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;

  private final TableMemory memory;
  private volatile long[][] pages = new long[0][];
  private int made;
  private int unused = NONE;

  Records(TableMemory memory) {
    this.memory = memory;
  }

  long get(int id, int word) {
    return pages[id >>> PAGE_SHIFT][((id & PAGE_MASK) << WORDS_SHIFT) + word];
  }

  void set(int id, int word, long value) {
    pages[id >>> PAGE_SHIFT][((id & PAGE_MASK) << WORDS_SHIFT) + word] = value;
  }

  /**
   * Returns the number of an unused record.
   *
   * @throws OutOfMemoryError if there is none; nothing has changed then
   */
  int take() {
    int id = unused;
    if (id != NONE) {
      unused = (int) get(id, NEXT);
      return id;
    }
    if (made >>> PAGE_SHIFT == pages.length || pages[made >>> PAGE_SHIFT].length == 0) {
      addPage();
    }
    return made++;
  }

  void giveBack(int id) {
    set(id, NEXT, unused);
    unused = id;
  }

  private void addPage() {
    int page = made >>> PAGE_SHIFT;
    long[][] all = pages;
    if (page == all.length) {
      all = Arrays.copyOf(all, Math.max(4, 2 * page));
      Arrays.fill(all, page, all.length, new long[0]);
    } else {
      all = all.clone(); // readers without the lock must see each page as a whole
    }
    all[page] = memory.array(1 << (PAGE_SHIFT + WORDS_SHIFT));
    pages = all;
  }
}
