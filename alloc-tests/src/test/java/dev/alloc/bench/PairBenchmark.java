package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.foreign.Arena;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What do 64 bytes allocated, written and freed cost through the platform, beside a bare malloc and
 * beside what others offer?
 *
 * <p>Peers are called the fastest way they have, on constants, with nothing else run through their
 * code before; Netty on threads of its own kind and without its leak detector.
 */
@Fork(
    jvmArgsAppend = {
      PairBenchmark.NATIVE_ACCESS,
      PairBenchmark.UNSAFE_ACCESS,
      PairBenchmark.HEAP,
      "-Dorg.lwjgl.system.allocator=system"
    })
@Compared(
    to = "raw",
    limits = {
      "current:system/raw=1.35",
      "current:counting/current:system=1.15",
      "current:records-current:system=3",
      "current:system/unsafe=1",
      "current:system/confinedArena=1",
      "current:system/lwjgl=1",
      "current:system/nettyPooled=1",
      "current:system/nettyAdaptive=1"
    })
public class PairBenchmark {
  static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
  static final String UNSAFE_ACCESS = "--sun-misc-unsafe-memory-access=allow";
  static final String HEAP = "-Xmx512m";
  static final String NETTY_UNSAFE = "-Dio.netty.noUnsafe=false";
  static final String NETTY_LEAK_DETECTION = "-Dio.netty.leakDetection.level=disabled";
  static final String CUSTOM_THREADS = "-Djmh.executor=CUSTOM";
  static final String NETTY_THREADS = "-Djmh.executor.class=dev.alloc.bench.NettyThreads";
  private static final ByteBufAllocator POOLED = PooledByteBufAllocator.DEFAULT;
  private static final ByteBufAllocator ADAPTIVE = new AdaptiveByteBufAllocator(true);

  /** An allocator of the platform behind the holder, 1 000 blocks of it alive. */
  @State(Scope.Benchmark)
  public static class Installed {
    /** A spec; {@code records} is three wrappers that add nothing over {@code system}. */
    @Param({"system", "counting", "records"})
    public String allocator = "";

    private @Nullable Held held;

    /** Runs others through the code to be measured, then installs the subject. */
    @Setup(Level.Trial)
    public void install() {
      held = Held.install(allocator, Block::throughHolder);
    }

    /** Puts back what was there. */
    @TearDown(Level.Trial)
    public void remove() {
      Objects.requireNonNull(held, "install() comes first").remove();
    }
  }

  /**
   * The platform.
   *
   * @param installed the allocator in use
   */
  @Benchmark
  public void current(Installed installed) {
    Block.throughHolder();
  }

  /** Malloc and free called through constant handles, critical, addresses as numbers. */
  @Benchmark
  public void raw() {
    long address = RawMalloc.malloc(Block.SIZE);
    RawMalloc.putLong(address, Block.CONTENT);
    RawMalloc.free(address);
  }

  /** {@code sun.misc.Unsafe}. */
  @Benchmark
  public void unsafe() {
    long address = UnsafeMemory.allocate(Block.SIZE);
    UnsafeMemory.putLong(address, Block.CONTENT);
    UnsafeMemory.free(address);
  }

  /** The JDK's own: a confined arena for the block. */
  @Benchmark
  public void confinedArena() {
    try (Arena arena = Arena.ofConfined()) {
      arena.allocate(Block.SIZE, Block.ALIGNMENT).set(JAVA_LONG, 0, Block.CONTENT);
    }
  }

  /** LWJGL's allocator {@code system}, addresses as numbers. */
  @Benchmark
  public void lwjgl() {
    long address = MemoryUtil.nmemAlloc(Block.SIZE);
    MemoryUtil.memPutLong(address, Block.CONTENT);
    MemoryUtil.nmemFree(address);
  }

  /** Netty's pooled allocator. */
  @Benchmark
  @Fork(
      jvmArgsAppend = {
        NATIVE_ACCESS,
        UNSAFE_ACCESS,
        HEAP,
        NETTY_UNSAFE,
        NETTY_LEAK_DETECTION,
        CUSTOM_THREADS,
        NETTY_THREADS
      })
  public void nettyPooled() {
    useBuffer(POOLED.directBuffer((int) Block.SIZE));
  }

  /** Netty's adaptive allocator, its default. */
  @Benchmark
  @Fork(
      jvmArgsAppend = {
        NATIVE_ACCESS,
        UNSAFE_ACCESS,
        HEAP,
        NETTY_UNSAFE,
        NETTY_LEAK_DETECTION,
        CUSTOM_THREADS,
        NETTY_THREADS
      })
  public void nettyAdaptive() {
    useBuffer(ADAPTIVE.directBuffer((int) Block.SIZE));
  }

  private static void useBuffer(ByteBuf buffer) {
    buffer.setLong(0, Block.CONTENT);
    buffer.release();
  }
}
