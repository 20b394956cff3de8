package dev.alloc.tracking.table;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sizes of blocks too large for their entries, which are of 8 TiB and more: hardly ever any.
 */
final class LargeSizes {
  private final Map<Long, Long> byAddress = new ConcurrentHashMap<>();

  /** Notes the size of a block that is about to be entered. */
  void note(long address, long byteSize) {
    byAddress.put(address, byteSize);
  }

  /** The size of a live block. */
  long of(long address, long live) {
    long byteSize = Entry.byteSize(live);
    return byteSize < Entry.LARGE ? byteSize : byAddress.getOrDefault(address, byteSize);
  }
}
