package dev.alloc.tck.trial;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/** A live block with its own contents, handed from thread to thread. */
public record TaggedBlock(MemorySegment memory, Tag tag) {

  /** Allocates a block and fills it with the n-th tag. */
  public static TaggedBlock allocate(SegmentAllocator allocator, long byteSize, long n) {
    TaggedBlock block = new TaggedBlock(allocator.allocate(byteSize, 8), Tag.of(n));
    block.tag.fill(block.memory);
    return block;
  }

  /** Fails if the contents are no longer what they were, then gives the block back. */
  public void free(Trial trial) {
    verify(trial);
    trial.allocator().free(memory);
  }

  /** Fails if the contents are no longer what they were. */
  public void verify(Trial trial) {
    long offset = tag.firstMismatch(memory, memory.byteSize());
    trial.check(
        offset < 0,
        "byte %d of a live block changed although only its owner writes to it: %s",
        offset,
        LiveSet.describe(memory));
  }
}
