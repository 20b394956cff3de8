package dev.alloc;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Thrown when a program is found to have misused memory.
 *
 * <p>The message is complete on its own; the accessors give its parts to tools. What an allocator
 * does not record is empty. The allocator still works after a fault.
 */
public final class MemoryFaultException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** The kinds of misuse. */
  public enum Kind {
    /** Blocks were still live when their allocator was closed. */
    LEAK,
    /** Bytes after the block were written. */
    OVERRUN,
    /** Bytes before the block were written. */
    UNDERRUN,
    /** A block was freed again. */
    DOUBLE_FREE,
    /** What was freed is not a block of this allocator. */
    INVALID_FREE,
    /** A block was freed or reallocated with another size than it has. */
    WRONG_SIZE,
    /** A block was written after it was freed. */
    WRITE_AFTER_FREE
  }

  /** The kind of misuse. */
  private final Kind kind;

  /** The block's address. */
  private final long address;

  /** The block's size in bytes, or -1. */
  private final long byteSize;

  /** Whether the offset is known. */
  private final boolean hasBadOffset;

  /** The offset of the first bad byte. */
  private final long badOffset;

  /** The stack that allocated the block. */
  private final StackTraceElement[] allocationSite;

  /** The stacks that freed it; arrays, because an exception is serializable. */
  private final StackTraceElement[][] freeSites;

  /**
   * Creates a fault of which only the kind and the block are known.
   *
   * @param kind the kind of misuse
   * @param message the message, complete and readable on its own
   * @param address the block's address
   * @param byteSize the size the block was asked for with, in bytes, or -1 if unknown
   */
  public MemoryFaultException(Kind kind, String message, long address, long byteSize) {
    this(kind, message, address, byteSize, OptionalLong.empty(), List.of(), List.of());
  }

  /**
   * Creates a fault with everything that can be known of it.
   *
   * @param kind the kind of misuse
   * @param message the message, complete and readable on its own
   * @param address the block's address
   * @param byteSize the size the block was asked for with, in bytes, or -1 if unknown
   * @param firstBadOffset the offset of the first bad byte from the block's address, in bytes
   * @param allocationSite the stack that allocated the block, the caller first; empty if unknown
   * @param freeSites the stacks that freed the block, the first free first; empty if unknown
   */
  public MemoryFaultException(
      Kind kind,
      String message,
      long address,
      long byteSize,
      OptionalLong firstBadOffset,
      List<StackTraceElement> allocationSite,
      List<List<StackTraceElement>> freeSites) {
    super(message);
    this.kind = kind;
    this.address = address;
    this.byteSize = byteSize;
    this.hasBadOffset = firstBadOffset.isPresent();
    this.badOffset = firstBadOffset.orElse(0);
    this.allocationSite = allocationSite.toArray(StackTraceElement[]::new);
    this.freeSites =
        freeSites.stream()
            .map(site -> site.toArray(StackTraceElement[]::new))
            .toArray(StackTraceElement[][]::new);
  }

  /**
   * Returns the fault for a segment that was freed and is not a block of the allocator.
   *
   * @param allocator the allocator's name
   * @param segment what was freed
   * @param why why it is not a block, as the end of a sentence
   * @return the fault, to be thrown
   */
  public static MemoryFaultException invalidFree(
      String allocator, MemorySegment segment, String why) {
    String message =
        "%s: INVALID_FREE of 0x%x (%d bytes): %s"
            .formatted(allocator, segment.address(), segment.byteSize(), why);
    return new MemoryFaultException(
        Kind.INVALID_FREE, message, segment.address(), segment.byteSize());
  }

  /**
   * Returns the kind of misuse.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns the address of the block, or of what was freed in its place.
   *
   * @return the address; 0 if the fault is not about one block
   */
  public long address() {
    return address;
  }

  /**
   * Returns the size the block was asked for with.
   *
   * @return bytes, or -1 if unknown
   */
  public long byteSize() {
    return byteSize;
  }

  /**
   * Returns the offset of the first bad byte from the block's address.
   *
   * @return bytes, negative before the block; empty if the fault is not about contents
   */
  public OptionalLong firstBadOffset() {
    return hasBadOffset ? OptionalLong.of(badOffset) : OptionalLong.empty();
  }

  /**
   * Returns the stack that allocated the block, the caller first.
   *
   * @return the stack; empty if unknown
   */
  public List<StackTraceElement> allocationSite() {
    return List.of(allocationSite);
  }

  /**
   * Returns the stacks that freed the block, the first free first.
   *
   * @return the stacks; empty if unknown
   */
  public List<List<StackTraceElement>> freeSites() {
    return Arrays.stream(freeSites).map(List::of).toList();
  }
}
