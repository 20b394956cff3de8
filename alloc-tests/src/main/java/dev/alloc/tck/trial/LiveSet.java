package dev.alloc.tck.trial;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Live blocks of one allocator, each filled with a tag of its own; closing it frees those left.
 *
 * <p>Contents are compared on request only, so that each rule fails for what it is about. Not
 * thread safe; a thread of a test has its own.
 */
public final class LiveSet implements AutoCloseable {
  private final Allocator allocator;
  private final String rule;
  private final List<Block> blocks = new ArrayList<>();
  private long nextTag;

  /** A live block and what it was filled with. */
  public record Block(MemorySegment memory, Tag tag) {}

  /**
   * Starts empty.
   *
   * @param rule the rule's number, for messages
   * @param firstTag the number of the first tag, different for each set that is alive at a time
   */
  public LiveSet(Allocator allocator, String rule, long firstTag) {
    this.allocator = allocator;
    this.rule = rule;
    this.nextTag = firstTag;
  }

  /** Allocates a block and fills it with a new tag. */
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    return add(allocator.allocate(byteSize, byteAlignment));
  }

  /** Takes over a block that was allocated elsewhere and fills it with a new tag. */
  public MemorySegment add(MemorySegment memory) {
    Block block = new Block(memory, Tag.of(nextTag++));
    blocks.add(block); // first, so that it is freed even if filling it fails
    block.tag().fill(memory);
    return memory;
  }

  /**
   * Reallocates a block, which keeps its place, and leaves its contents as the allocator left them.
   */
  public MemorySegment reallocate(int index, long newByteSize, long byteAlignment) {
    Block old = blocks.get(index);
    MemorySegment memory = allocator.reallocate(old.memory(), newByteSize, byteAlignment);
    blocks.set(index, new Block(memory, old.tag()));
    return memory;
  }

  /** Fills a block with a new tag over its whole length. */
  public void refill(int index) {
    Block block = new Block(memory(index), Tag.of(nextTag++));
    blocks.set(index, block);
    block.tag().fill(block.memory());
  }

  public int size() {
    return blocks.size();
  }

  public boolean isEmpty() {
    return blocks.isEmpty();
  }

  public MemorySegment memory(int index) {
    return blocks.get(index).memory();
  }

  public Tag tag(int index) {
    return blocks.get(index).tag();
  }

  public List<Block> blocks() {
    return List.copyOf(blocks);
  }

  /** Frees a block; the last one takes its place. */
  public void free(int index) {
    Block last = blocks.removeLast();
    Block freed = index == blocks.size() ? last : blocks.set(index, last);
    allocator.free(freed.memory());
  }

  /** Frees a block; those after it move up. For few blocks. */
  public void freeKeepingOrder(int index) {
    allocator.free(blocks.remove(index).memory());
  }

  /** Forgets a block, which is freed by somebody else; the last one takes its place. */
  MemorySegment release(int index) {
    Block last = blocks.removeLast();
    return (index == blocks.size() ? last : blocks.set(index, last)).memory();
  }

  /** Forgets all blocks, which were released in bulk, and returns them. */
  public List<MemorySegment> forget() {
    return forgetFrom(0);
  }

  /** Forgets the blocks from an index on, which were released in bulk, and returns them. */
  public List<MemorySegment> forgetFrom(int index) {
    List<Block> dead = blocks.subList(index, blocks.size());
    List<MemorySegment> forgotten = dead.stream().map(Block::memory).toList();
    dead.clear();
    return forgotten;
  }

  /** Frees all blocks, the youngest first; what goes wrong at one of them spares the others. */
  public void freeAll() {
    Throwable failure = null;
    while (!blocks.isEmpty()) {
      MemorySegment memory = blocks.removeLast().memory();
      try {
        allocator.free(memory);
      } catch (RuntimeException | Error e) {
        if (failure == null) {
          failure =
              Failures.because(rule, "a live block was refused by free: " + describe(memory), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  /** Fails if a block no longer holds what it was filled with. */
  public void verifyContents() {
    for (int i = 0; i < blocks.size(); i++) {
      verifyContents(i);
    }
  }

  /** Fails if this block no longer holds what it was filled with. */
  public void verifyContents(int index) {
    verifyContents(index, memory(index).byteSize());
  }

  /** Fails if the first bytes of this block no longer hold what it was filled with. */
  public void verifyContents(int index, long byteSize) {
    Block block = blocks.get(index);
    long offset = block.tag().firstMismatch(block.memory(), byteSize);
    if (offset >= 0) {
      throw Failures.of(
          rule,
          "byte %d of a live block changed although only its owner writes to it: %s"
              .formatted(offset, describe(block.memory())));
    }
  }

  @Override
  public void close() {
    freeAll();
  }

  public static String describe(MemorySegment memory) {
    return "%d bytes at 0x%x".formatted(memory.byteSize(), memory.address());
  }
}
