package dev.alloc.bench;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.lua.LuaMemory;
import dev.alloc.lua.LuaProgram;
import dev.alloc.lua.LuaState;
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
 * What does a C library pay for memory of a plugin: a Lua program, from the start of the
 * interpreter to its end, on C's malloc ({@code luaL_newstate}) and on allocators? The function
 * that Lua calls stays from run to run, as it does in a program that uses Lua. {@code tracking}
 * records no stacks.
 */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
public abstract class LuaBenchmark {
  private static final String PLAIN = "c";

  private final LuaProgram program;
  private @Nullable Allocator created;
  private @Nullable LuaMemory memory;

  /** A spec, or C's own malloc. */
  @Param({PLAIN, "system", "counting", "tracking", "arena"})
  public String allocator = "";

  LuaBenchmark(String program) {
    this.program = LuaProgram.named(program);
  }

  /** Makes the memory. */
  @Setup(Level.Trial)
  public void open() {
    if (!allocator.equals(PLAIN)) {
      Allocator made = Allocators.create(allocator, Map.of("tracking.depth", "0"));
      created = made;
      memory = LuaMemory.of(made);
    }
  }

  /** Closes what was made, which finds what is still live. */
  @TearDown(Level.Trial)
  public void close() {
    if (memory != null) {
      memory.close();
      Objects.requireNonNull(created).close();
    }
  }

  /** One run of the program. */
  @Benchmark
  public void run() {
    try (LuaState lua = memory == null ? LuaState.openOnC() : LuaState.open(memory)) {
      program.run(lua);
    }
    if (created != null && created.capabilities().contains(Capability.RESET)) {
      created.reset(Long.MAX_VALUE);
    }
  }
}
