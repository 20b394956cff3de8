package dev.alloc.bench;

import dev.alloc.lua.LuaProgram;

/**
 * What do Lua programs pay: all of those measured, each once, one after the other? Their sizes were
 * chosen so that each takes about as long as the others on C's malloc.
 */
@Compared(
    to = "run:c",
    limits = {"run:counting/run:c=1.6"})
public class LuaSetBenchmark extends LuaBenchmark {

  /** For JMH. */
  public LuaSetBenchmark() {
    super(LuaProgram.all());
  }
}
