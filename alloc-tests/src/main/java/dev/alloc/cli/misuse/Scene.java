package dev.alloc.cli.misuse;

import dev.alloc.Allocator;
import dev.alloc.Mark;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;

/** Where a program plays: its allocator, its size and chance, and notes of what it does where. */
public final class Scene {
  private static final int OTHERS = 50; // blocks, at most
  private static final int LARGEST_OTHER = 2_000; // bytes
  private static final StackWalker WALKER = StackWalker.getInstance();

  private final Allocator allocator;
  private final long byteSize;
  private final Random random;
  private final Consumer<Step> onStep;
  private final List<StackTraceElement> allocations = new ArrayList<>();
  private final List<StackTraceElement> frees = new ArrayList<>();
  private volatile Step step = Step.ALLOCATE;
  private OptionalInt read = OptionalInt.empty();

  /**
   * Creates one.
   *
   * @param allocator where blocks come from
   * @param byteSize how large they are
   * @param seed of all that is left to chance
   * @param onStep is told of each step before it is made
   */
  Scene(Allocator allocator, long byteSize, long seed, Consumer<Step> onStep) {
    this.allocator = allocator;
    this.byteSize = byteSize;
    this.random = new Random(seed);
    this.onStep = onStep;
  }

  /**
   * Returns the allocator.
   *
   * @return the allocator
   */
  public Allocator allocator() {
    return allocator;
  }

  /**
   * Returns how large blocks are.
   *
   * @return bytes
   */
  public long byteSize() {
    return byteSize;
  }

  /**
   * Draws a number.
   *
   * @param bound above 0
   * @return from 0, below the bound
   */
  public long draw(long bound) {
    return random.nextLong(bound);
  }

  /**
   * Draws a byte to write, none that fillings and guards are made of.
   *
   * @return the byte
   */
  public byte drawByte() {
    return (byte) (1 + random.nextInt(100)); // 1 to 100: below 0xCD, 0xDD and 0xFD
  }

  /**
   * Notes the line that asked for a block.
   *
   * @param block what was got, in the very line of this call
   * @return the block
   */
  public MemorySegment allocated(MemorySegment block) {
    allocations.add(caller());
    return block;
  }

  /**
   * Notes the line that is about to free a segment, and that it is a step of its own.
   *
   * @param segment what is freed, in the very line of this call
   * @return the segment
   */
  public MemorySegment freeing(MemorySegment segment) {
    frees.add(caller());
    next(Step.FREE);
    return segment;
  }

  /**
   * Notes the line that is about to reallocate a block, which frees it.
   *
   * @param block what is reallocated, in the very line of this call
   * @return the block
   */
  public MemorySegment reallocating(MemorySegment block) {
    frees.add(caller());
    next(Step.REALLOCATE);
    return block;
  }

  /**
   * Notes the line that is about to reset the allocator, which frees all blocks.
   *
   * @return how much to keep: everything
   */
  public long resetting() {
    frees.add(caller());
    return Long.MAX_VALUE;
  }

  /**
   * Notes the line that is about to close a mark, which frees the blocks since.
   *
   * @param mark what is closed, in the very line of this call
   * @return the mark
   */
  public Mark closing(Mark mark) {
    frees.add(caller());
    return mark;
  }

  /**
   * Says what comes next.
   *
   * @param next the step
   */
  public void next(Step next) {
    step = next;
    onStep.accept(next);
  }

  /**
   * Notes what was read where nothing should have been.
   *
   * @param value the byte
   */
  public void saw(byte value) {
    read = OptionalInt.of(Byte.toUnsignedInt(value));
  }

  /**
   * Allocates and frees others, as a program does.
   *
   * @param count how many
   * @param otherByteSize how large
   */
  public void comeAndGo(int count, long otherByteSize) {
    for (int i = 0; i < count; i++) {
      allocator.free(allocator.allocate(otherByteSize, 8));
    }
  }

  /** What went before: blocks of many sizes, all given back. */
  void warmUp() {
    List<MemorySegment> others = new ArrayList<>();
    for (int left = random.nextInt(OTHERS); left >= 0; left--) {
      others.add(allocator.allocate(random.nextInt(LARGEST_OTHER), 8).fill(drawByte()));
    }
    others.reversed().forEach(allocator::free); // so does an arena stay one that is empty
  }

  Step step() {
    return step;
  }

  List<StackTraceElement> allocations() {
    return allocations;
  }

  List<StackTraceElement> frees() {
    return frees;
  }

  OptionalInt read() {
    return read;
  }

  private static StackTraceElement caller() {
    return WALKER.walk(frames -> frames.skip(2).findFirst().orElseThrow().toStackTraceElement());
  }
}
