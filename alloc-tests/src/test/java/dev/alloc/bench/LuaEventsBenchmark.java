package dev.alloc.bench;

import dev.alloc.lua.LuaProgram;
import java.util.List;

/** What does a Lua program pay that simulates customers with objects, closures and a queue? */
@Compared(
    to = "run:c",
    limits = {"run:counting/run:c=1.6"})
public class LuaEventsBenchmark extends LuaBenchmark {

  /** For JMH. */
  public LuaEventsBenchmark() {
    super(List.of(LuaProgram.named("events")));
  }
}
