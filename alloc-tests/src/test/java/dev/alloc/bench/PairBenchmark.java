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
 * code before; Netty without its leak detector, as the platform has none here either.
 */
@Fork(
    jvmArgsAppend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
      "-Dio.netty.noUnsafe=false",
      "-Dio.netty.tryReflectionSetAccessible=true",
      "-Dio.netty.leakDetection.level=disabled",
      "-Dorg.lwjgl.system.allocator=system",
      "-Xmx512m"
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
  public void nettyPooled() {
    useBuffer(POOLED.directBuffer((int) Block.SIZE));
  }

  /** Netty's adaptive allocator, its default. */
  @Benchmark
  public void nettyAdaptive() {
    useBuffer(ADAPTIVE.directBuffer((int) Block.SIZE));
  }

  private static void useBuffer(ByteBuf buffer) {
    buffer.setLong(0, Block.CONTENT);
    buffer.release();
  }
}
