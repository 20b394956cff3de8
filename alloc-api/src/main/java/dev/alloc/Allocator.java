package dev.alloc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Objects;
import java.util.Set;

/**
 * Gives out blocks of memory outside the Java object graph and takes them back one by one.
 *
 * <p>All sizes, alignments and addresses are in bytes. A block goes back to the allocator that made
 * it, as the segment that was handed out or as a view of exactly its bytes. {@link
 * MemorySegment#address} is the native address, or the offset into the one backing array of an
 * allocator on the Java heap; it is never 0. Methods may be called from any thread unless {@link
 * #capabilities} lacks {@link Capability#THREAD_SAFE}; then another thread than the first gets a
 * {@link WrongThreadException}.
 *
 * <p>After {@link #close} every method that could reach memory or records throws {@link
 * IllegalStateException}; {@link #name}, {@link #capabilities}, {@link #maxAlignment} and {@link
 * #maxByteSize} still answer.
 *
 * <p>An implementor provides the abstract methods; a wrapper overrides the default ones as well, so
 * that what the allocator below does better is not lost. The numbered rules behind this summary are
 * {@code RULES.md} of alloc-tests, whose TCK verifies them.
 */
public interface Allocator extends SegmentAllocator, AutoCloseable {

  /**
   * Allocates a block of {@code byteSize} bytes whose address is a multiple of {@code
   * byteAlignment}.
   *
   * <p>The contents are indeterminate; use {@link #allocateZeroed} where they matter. The block
   * stays valid until it is passed to {@link #free} or {@link #reallocate}, or its allocator is
   * reset, rewound or closed.
   *
   * @param byteSize size in bytes; 0 gives a distinct block without accessible bytes, to be freed
   *     like any other
   * @param byteAlignment alignment in bytes, a power of two, at most {@link #maxAlignment}
   * @return a segment of exactly {@code byteSize} bytes
   * @throws IllegalArgumentException if {@code byteSize} is negative or {@code byteAlignment} is
   *     not a supported power of two; nothing has changed then
   * @throws IllegalStateException if this allocator is closed
   * @throws OutOfMemoryError if the block cannot be provided; nothing has changed then
   */
  @Override
  MemorySegment allocate(long byteSize, long byteAlignment);

  /**
   * Allocates a block as {@link #allocate} does, with every byte zero.
   *
   * @param byteSize size in bytes, from 0
   * @param byteAlignment alignment in bytes, a power of two, at most {@link #maxAlignment}
   * @return a segment of exactly {@code byteSize} zero bytes
   * @throws IllegalArgumentException as {@link #allocate} does
   * @throws IllegalStateException if this allocator is closed
   * @throws OutOfMemoryError if the block cannot be provided; nothing has changed then
   * @implSpec allocates, then fills.
   */
  default MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    return allocate(byteSize, byteAlignment).fill((byte) 0);
  }

  /**
   * Changes the size of a block, keeping its contents up to the smaller of both sizes.
   *
   * <p>The block may move. The segment passed in is dead afterwards, even if the address is the
   * same. When this method throws, the block is as it was.
   *
   * @param block a live block of this allocator
   * @param newByteSize new size in bytes; 0 gives a live block without accessible bytes, never a
   *     free
   * @param byteAlignment alignment in bytes of the new block; it may differ from the old one's
   * @return a segment of exactly {@code newByteSize} bytes
   * @throws IllegalArgumentException if {@code newByteSize} or {@code byteAlignment} is refused as
   *     {@link #allocate} refuses it
   * @throws IllegalStateException if this allocator is closed
   * @throws MemoryFaultException if the block is found not to be a live, intact block of this
   *     allocator
   * @throws OutOfMemoryError if the new size cannot be provided
   * @implSpec allocates, copies, then frees.
   */
  default MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    Objects.requireNonNull(block, "block");
    MemorySegment moved = allocate(newByteSize, byteAlignment);
    try {
      MemorySegment.copy(block, 0, moved, 0, Math.min(block.byteSize(), newByteSize));
      free(block);
      return moved;
    } catch (RuntimeException | Error failure) {
      Allocators.freeAfter(failure, this, moved);
      throw failure;
    }
  }

  /**
   * Takes a block back.
   *
   * <p>The segment is never read through, so a read-only view of exactly the block's bytes, or a
   * view whose scope has ended, will do.
   *
   * @param block a live block of this allocator
   * @throws NullPointerException if {@code block} is null
   * @throws IllegalStateException if this allocator is closed
   * @throws MemoryFaultException if the block is {@link MemorySegment#NULL}, or is found not to be
   *     a live, intact block of this allocator; the allocator still works then
   */
  void free(MemorySegment block);

  /**
   * Releases every block at once and keeps memory for the next ones.
   *
   * <p>No other thread may be between calls with live blocks of its own.
   *
   * @param retainBytes how many bytes of memory to keep at most; 0 gives all back, {@code
   *     Long.MAX_VALUE} keeps all
   * @throws IllegalArgumentException if {@code retainBytes} is negative
   * @throws IllegalStateException if this allocator is closed
   * @throws UnsupportedOperationException without {@link Capability#RESET}
   * @implSpec throws {@link UnsupportedOperationException}.
   */
  default void reset(long retainBytes) {
    throw new UnsupportedOperationException(name() + " cannot reset; free block by block");
  }

  /**
   * Remembers the present state, to which {@link Mark#close} rewinds.
   *
   * @return a mark, to be closed before those made earlier
   * @throws IllegalStateException if this allocator is closed
   * @throws UnsupportedOperationException without {@link Capability#MARK}
   * @implSpec throws {@link UnsupportedOperationException}.
   */
  default Mark mark() {
    throw new UnsupportedOperationException(name() + " has no marks; free block by block");
  }

  /**
   * Verifies whatever this allocator and those below can verify now: guards, held-back blocks,
   * counts.
   *
   * @throws IllegalStateException if this allocator is closed
   * @throws MemoryFaultException on the first fault found; the others are suppressed by it
   * @implSpec asks for {@link #stats}, so that a closed allocator is noticed.
   */
  default void check() {
    stats();
  }

  /**
   * Sets the peak of the statistics to the present live bytes, here and below.
   *
   * @throws IllegalStateException if this allocator is closed
   * @implSpec asks for {@link #stats}, so that a closed allocator is noticed.
   */
  default void resetPeak() {
    stats();
  }

  /**
   * Opens an arena for one thread, the present one, over this allocator.
   *
   * <p>Its blocks are given back when it is closed. With {@link Capability#SCOPES} they cannot be
   * accessed afterwards, as with {@link Arena#ofConfined}.
   *
   * @param zeroed whether blocks are filled with zeros, as the JDK's arenas promise
   * @return an open arena; it must be closed before this allocator is
   * @throws IllegalStateException if this allocator is closed
   * @implSpec a view that records its blocks and frees them one by one.
   */
  default Arena confinedArena(boolean zeroed) {
    return ConfinedArenaView.open(this, zeroed);
  }

  /**
   * Opens an arena for any thread over this allocator.
   *
   * <p>Its blocks are given back when it is closed. With {@link Capability#SCOPES} they cannot be
   * accessed afterwards, as with {@link Arena#ofShared}.
   *
   * @param zeroed whether blocks are filled with zeros, as the JDK's arenas promise
   * @return an open arena; it must be closed before this allocator is
   * @throws IllegalStateException if this allocator is closed, or without {@link
   *     Capability#THREAD_SAFE}
   * @implSpec a view that records its blocks and frees them one by one.
   */
  default Arena sharedArena(boolean zeroed) {
    return SharedArenaView.open(this, zeroed);
  }

  /**
   * Returns a snapshot of what this allocator knows of itself; what it does not know is empty.
   *
   * <p>A layer reports its own blocks, totals and peak; reserved bytes come from below.
   *
   * @return the statistics
   * @throws IllegalStateException if this allocator is closed
   */
  AllocatorStats stats();

  /**
   * Returns what this allocator, in this configuration and over what is below it, promises.
   *
   * @return an unmodifiable set
   */
  Set<Capability> capabilities();

  /**
   * Returns the names of the allocators this one is composed of, outermost first, joined by {@code
   * +}.
   *
   * @return for example {@code counting+system}
   */
  String name();

  /**
   * Returns the largest alignment that can be asked for.
   *
   * @return bytes, a power of two; a wrapper's is at most that of the allocator below
   * @implSpec 2 to the 62nd.
   */
  default long maxAlignment() {
    return 1L << 62;
  }

  /**
   * Returns the size above which every request is refused.
   *
   * @return bytes; a wrapper's is at most that of the allocator below
   * @implSpec {@code Long.MAX_VALUE}.
   */
  default long maxByteSize() {
    return Long.MAX_VALUE;
  }

  /**
   * Closes this allocator, then the one below if it came from {@link AllocatorConfig#upstream()}; a
   * second call has no effect.
   *
   * <p>Allocators with {@link Capability#RESET} release their blocks in bulk.
   *
   * @throws MemoryFaultException with kind {@link MemoryFaultException.Kind#LEAK} if blocks are
   *     known to be live; nothing is closed then, and closing may be tried again
   */
  @Override
  void close();
}
