package dev.alloc.debug.table;

/** What was done with the blocks of a stripe. Used under the stripe's lock. */
final class Counts {
  private long allocations;
  private long allocatedBytes;
  private long frees;
  private long freedBytes;
  private long reallocations;

  void allocated(long byteSize) {
    allocations++;
    allocatedBytes += byteSize;
  }

  void freed(long byteSize) {
    frees++;
    freedBytes += byteSize;
  }

  void notFreed(long byteSize) {
    frees--;
    freedBytes -= byteSize;
  }

  void reallocated(long byteSize, long newByteSize) {
    reallocations++;
    if (newByteSize > byteSize) {
      allocatedBytes += newByteSize - byteSize;
    } else {
      freedBytes += byteSize - newByteSize;
    }
  }

  Tally allocated() {
    return new Tally(allocations, allocatedBytes, reallocations);
  }

  Tally freed() {
    return new Tally(frees, freedBytes, 0);
  }
}
