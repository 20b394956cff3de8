package dev.alloc.bench;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to open an arena, allocate 64 bytes so many times, write to each block, and
 * close the arena, beside the JDK's own and beside what others offer for short-lived memory?
 *
 * <p>Only the JDK's arena has the same semantics: its blocks die with it and other threads are
 * refused. The JDK's slicing and prefix allocators work on memory that stays, hand it out without
 * zeroing, and the prefix allocator hands the same bytes out each time; LWJGL's stack and Netty's
 * buffers are not zeroed either, and Netty's are released one by one.
 */
@Fork(
    jvmArgsAppend = {PairBenchmark.NATIVE_ACCESS, PairBenchmark.UNSAFE_ACCESS, PairBenchmark.HEAP})
@Compared(
    to = "ofConfined:1",
    limits = {
      "zeroed:1/ofConfined:1=0.5",
      "zeroed:10/ofConfined:10=0.5",
      "zeroed:100/ofConfined:100=0.2",
      "uninitialised:1/ofConfined:1=0.4",
      "uninitialised:10/ofConfined:10=0.4",
      "uninitialised:100/ofConfined:100=0.125"
    },
    noGarbage = {"zeroed:1", "uninitialised:1"})
public class ArenaCycleBenchmark {
  private static final long STACK_BYTES = 64L << 10;
  private static final ByteBufAllocator POOLED = PooledByteBufAllocator.DEFAULT;
  private static final ByteBufAllocator ADAPTIVE = new AdaptiveByteBufAllocator(true);

  /** How many blocks. */
  @State(Scope.Benchmark)
  public static class Cycle {
    /** Blocks of one arena. */
    @Param({"1", "10", "100"})
    public int blocks;
  }

  /** Memory that a thread keeps for allocators which only divide it. */
  @State(Scope.Thread)
  public static class Kept {
    private final MemorySegment memory = Arena.ofAuto().allocate(STACK_BYTES, Block.SIZE);
    private final ByteBuf[] buffers = new ByteBuf[100];
  }

  /**
   * Ours, zeroed as the JDK's.
   *
   * @param installed holds {@code arena}
   * @param cycle how many blocks
   */
  @Benchmark
  public void zeroed(InstalledArena installed, Cycle cycle) {
    ArenaCycle.throughHolder(cycle.blocks, true);
  }

  /**
   * Ours, with the contents left as they are.
   *
   * @param installed holds {@code arena}
   * @param cycle how many blocks
   */
  @Benchmark
  public void uninitialised(InstalledArena installed, Cycle cycle) {
    ArenaCycle.throughHolder(cycle.blocks, false);
  }

  /**
   * The JDK's confined arena.
   *
   * @param cycle how many blocks
   */
  @Benchmark
  public void ofConfined(Cycle cycle) {
    ArenaCycle.ofConfined(cycle.blocks);
  }

  /**
   * The JDK's slicing allocator, a new one each time.
   *
   * @param kept the memory
   * @param cycle how many blocks
   */
  @Benchmark
  public void slicing(Kept kept, Cycle cycle) {
    ArenaCycle.with(SegmentAllocator.slicingAllocator(kept.memory), cycle.blocks);
  }

  /**
   * The JDK's prefix allocator, a new one each time.
   *
   * @param kept the memory
   * @param cycle how many blocks
   */
  @Benchmark
  public void prefix(Kept kept, Cycle cycle) {
    ArenaCycle.with(SegmentAllocator.prefixAllocator(kept.memory), cycle.blocks);
  }

  /**
   * A frame of LWJGL's stack of this thread, addresses as numbers.
   *
   * @param cycle how many blocks
   */
  @Benchmark
  public void lwjglStack(Cycle cycle) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      for (int i = 0; i < cycle.blocks; i++) {
        MemoryUtil.memPutLong(
            stack.nmalloc((int) Block.ALIGNMENT, (int) Block.SIZE), Block.CONTENT);
      }
    }
  }

  /**
   * The same, zeroed.
   *
   * @param cycle how many blocks
   */
  @Benchmark
  public void lwjglStackZeroed(Cycle cycle) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      for (int i = 0; i < cycle.blocks; i++) {
        long address = stack.ncalloc((int) Block.ALIGNMENT, 1, (int) Block.SIZE);
        MemoryUtil.memPutLong(address, Block.CONTENT);
      }
    }
  }

  /**
   * Buffers of Netty's pooled allocator.
   *
   * @param kept where they are until they are released
   * @param cycle how many
   */
  @Benchmark
  @Fork(
      jvmArgsAppend = {
        PairBenchmark.NATIVE_ACCESS,
        PairBenchmark.UNSAFE_ACCESS,
        PairBenchmark.HEAP,
        PairBenchmark.NETTY_UNSAFE,
        PairBenchmark.NETTY_LEAK_DETECTION,
        PairBenchmark.CUSTOM_THREADS,
        PairBenchmark.NETTY_THREADS
      })
  public void nettyPooled(Kept kept, Cycle cycle) {
    useBuffers(POOLED, kept.buffers, cycle.blocks);
  }

  /**
   * Buffers of Netty's adaptive allocator.
   *
   * @param kept where they are until they are released
   * @param cycle how many
   */
  @Benchmark
  @Fork(
      jvmArgsAppend = {
        PairBenchmark.NATIVE_ACCESS,
        PairBenchmark.UNSAFE_ACCESS,
        PairBenchmark.HEAP,
        PairBenchmark.NETTY_UNSAFE,
        PairBenchmark.NETTY_LEAK_DETECTION,
        PairBenchmark.CUSTOM_THREADS,
        PairBenchmark.NETTY_THREADS
      })
  public void nettyAdaptive(Kept kept, Cycle cycle) {
    useBuffers(ADAPTIVE, kept.buffers, cycle.blocks);
  }

  private static void useBuffers(ByteBufAllocator allocator, ByteBuf[] buffers, int blocks) {
    for (int i = 0; i < blocks; i++) {
      buffers[i] = allocator.directBuffer((int) Block.SIZE);
      buffers[i].setLong(0, Block.CONTENT);
    }
    for (int i = 0; i < blocks; i++) {
      buffers[i].release();
    }
  }
}
