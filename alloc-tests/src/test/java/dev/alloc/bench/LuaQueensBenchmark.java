package dev.alloc.bench;

import dev.alloc.lua.LuaProgram;
import java.util.List;

/** What does a Lua program pay that searches with coroutines? */
@Compared(
    to = "run:c",
    limits = {"run:counting/run:c=1.6"})
public class LuaQueensBenchmark extends LuaBenchmark {

  /** For JMH. */
  public LuaQueensBenchmark() {
    super(List.of(LuaProgram.named("queens")));
  }
}
