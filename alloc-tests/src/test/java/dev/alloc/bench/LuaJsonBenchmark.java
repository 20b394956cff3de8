package dev.alloc.bench;

import dev.alloc.lua.LuaProgram;
import java.util.List;

/** What does a Lua program pay that writes records as JSON and reads them back? */
@Compared(
    to = "run:c",
    limits = {"run:counting/run:c=1.6"})
public class LuaJsonBenchmark extends LuaBenchmark {

  /** For JMH. */
  public LuaJsonBenchmark() {
    super(List.of(LuaProgram.named("json")));
  }
}
