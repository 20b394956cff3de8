package dev.alloc.bench;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.lua.LeastFunction;
import dev.alloc.lua.LuaMemory;
import dev.alloc.lua.LuaProgram;
import dev.alloc.lua.LuaState;
import java.util.List;
import java.util.Map;
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
 * What does a C library pay for memory of a plugin: Lua programs, each from the start of an
 * interpreter to its end, on C's malloc ({@code luaL_newstate}) and on allocators? The function
 * that Lua calls stays from run to run, as it does in a program that uses Lua. {@code tracking}
 * records no stacks; {@code java} is a function of Java without an allocator.
 */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
public abstract class LuaBenchmark {
  private static final String PLAIN = "c";
  private static final String LEAST = "java";

  private final List<LuaProgram> programs;
  private @Nullable Allocator created;
  private @Nullable LuaMemory memory;

  /** A spec, or C's own malloc, or the least that Java can do. */
  @Param({PLAIN, "system", "counting", "tracking", "arena", LEAST})
  public String allocator = "";

  LuaBenchmark(List<LuaProgram> programs) {
    this.programs = programs;
  }

  /** Makes the memory. */
  @Setup(Level.Trial)
  public void open() {
    if (allocator.equals(LEAST)) {
      memory = LeastFunction.memory();
    } else if (!allocator.equals(PLAIN)) {
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
    }
    if (created != null) {
      created.close();
    }
  }

  /** One run of each program. */
  @Benchmark
  public void run() {
    for (LuaProgram program : programs) {
      run(program);
    }
  }

  private void run(LuaProgram program) {
    try (LuaState lua = memory == null ? LuaState.openOnC() : LuaState.open(memory)) {
      program.run(lua);
    }
    if (created != null && created.capabilities().contains(Capability.RESET)) {
      created.reset(Long.MAX_VALUE);
    }
  }
}
