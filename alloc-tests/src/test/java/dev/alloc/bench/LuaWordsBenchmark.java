package dev.alloc.bench;

import dev.alloc.lua.LuaProgram;
import java.util.List;

/** What does a Lua program pay that makes, splits, counts, sorts and formats text? */
@Compared(
    to = "run:c",
    limits = {"run:counting/run:c=1.6"})
public class LuaWordsBenchmark extends LuaBenchmark {

  /** For JMH. */
  public LuaWordsBenchmark() {
    super(List.of(LuaProgram.named("words")));
  }
}
