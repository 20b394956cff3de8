package dev.alloc.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does the exchangeable allocator cost beyond one that is wired in, and what would a plain
 * static field in its place cost?
 *
 * <p>Every subject but {@code direct} has had several implementations run through its own code.
 */
@Fork(jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
@Compared(
    to = "direct",
    limits = {"current/direct=1.10"},
    noGarbage = {"current"})
public class HolderCostBenchmark {
  private static final Allocator DIRECT = Allocators.create("system");
  private static Allocator plainField = DIRECT;
  private static volatile Allocator volatileField = DIRECT;

  /** {@code system} installed globally. */
  @State(Scope.Benchmark)
  public static class Installed {
    private @Nullable Held held;

    /** Runs the others, then installs {@code system}. */
    @Setup(Level.Trial)
    public void install() {
      held = Held.install("system", Block::throughHolder);
    }

    /** Puts back what was there. */
    @TearDown(Level.Trial)
    public void remove() {
      Objects.requireNonNull(held, "install() comes first").remove();
    }
  }

  /** {@code system} installed globally after a scope was opened, once, by somebody. */
  @State(Scope.Benchmark)
  public static class InstalledAfterScope extends Installed {
    /** Opens and ends a scope: from here on the holder has to look for one. */
    @Setup(Level.Trial)
    public void openScope() {
      Allocators.runWith(DIRECT, Block::throughHolder);
    }
  }

  /** {@code system} in static fields. */
  @State(Scope.Benchmark)
  public static class Fields {
    /** Runs the others through both fields, then puts {@code system} there. */
    @Setup(Level.Trial)
    public void fill() {
      OtherImplementations.runThrough(
          allocator -> {
            plainField = allocator;
            volatileField = allocator;
            OtherImplementations.repeat(HolderCostBenchmark::throughPlainField);
            OtherImplementations.repeat(HolderCostBenchmark::throughVolatileField);
          });
      plainField = DIRECT;
      volatileField = DIRECT;
    }
  }

  /** The allocator as a constant of the program. */
  @Benchmark
  public void direct() {
    MemorySegment block = DIRECT.allocate(Block.SIZE, Block.ALIGNMENT);
    block.set(JAVA_LONG, 0, Block.CONTENT);
    DIRECT.free(block);
  }

  /**
   * The holder as it is.
   *
   * @param installed what it holds
   */
  @Benchmark
  public void current(Installed installed) {
    Block.throughHolder();
  }

  /**
   * The holder once scopes have been used anywhere in the program.
   *
   * @param installed what it holds
   */
  @Benchmark
  public void currentAfterScope(InstalledAfterScope installed) {
    Block.throughHolder();
  }

  /**
   * A static field in place of the holder.
   *
   * @param fields what it holds
   */
  @Benchmark
  public void plainField(Fields fields) {
    throughPlainField();
  }

  /**
   * A volatile static field in place of the holder.
   *
   * @param fields what it holds
   */
  @Benchmark
  public void volatileField(Fields fields) {
    throughVolatileField();
  }

  private static void throughPlainField() {
    MemorySegment block = plainField.allocate(Block.SIZE, Block.ALIGNMENT);
    block.set(JAVA_LONG, 0, Block.CONTENT);
    plainField.free(block);
  }

  private static void throughVolatileField() {
    MemorySegment block = volatileField.allocate(Block.SIZE, Block.ALIGNMENT);
    block.set(JAVA_LONG, 0, Block.CONTENT);
    volatileField.free(block);
  }
}
