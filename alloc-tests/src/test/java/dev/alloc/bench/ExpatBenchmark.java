package dev.alloc.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.clibrary.Expat;
import dev.alloc.system.ExportedFunctions;
import dev.alloc.system.NativeFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a C library pay that takes bare malloc, realloc and free? An XML document is parsed by
 * expat on its own memory and on exported allocators; of 'system' it gets the functions of C.
 */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
@Compared(
    to = "parse:c",
    limits = {"parse:system/parse:c=1.05"})
public class ExpatBenchmark {
  private static final String PLAIN = "c";

  private final Expat expat = new Expat();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment document =
      arena.allocateFrom(ValueLayout.JAVA_BYTE, Expat.document(2_000).getBytes(UTF_8));
  private MemorySegment suite = MemorySegment.NULL;
  private @Nullable Allocator created;
  private @Nullable ExportedFunctions exported;

  /** A spec, or expat's own default. */
  @Param({PLAIN, "system", "counting", "tracking", "arena"})
  public String allocator = "";

  /** For JMH. */
  public ExpatBenchmark() {}

  /** Exports the allocator. */
  @Setup(Level.Trial)
  public void open() {
    if (!allocator.equals(PLAIN)) {
      Allocator made = Allocators.create(allocator, Map.of("tracking.depth", "0"));
      created = made;
      exported = NativeFunctions.export(made, arena);
      suite = Expat.suite(exported.functions(), arena);
    }
  }

  /** Closes what was made, which finds what is still live. */
  @TearDown(Level.Trial)
  public void close() {
    if (created != null) {
      Objects.requireNonNull(exported).close();
      created.close();
    }
    arena.close();
  }

  /** One document. */
  @Benchmark
  public void parse() {
    if (expat.parse(suite, document) != Expat.OK) {
      throw new IllegalStateException("expat says that there is no memory");
    }
    if (created != null && created.capabilities().contains(Capability.RESET)) {
      created.reset(Long.MAX_VALUE);
    }
  }
}
