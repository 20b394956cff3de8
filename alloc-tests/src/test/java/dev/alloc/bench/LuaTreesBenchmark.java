package dev.alloc.bench;

import dev.alloc.lua.LuaProgram;
import java.util.List;

/** What does a Lua program pay that does nothing but allocate? By itself it is promised nothing. */
@Compared(to = "run:c")
public class LuaTreesBenchmark extends LuaBenchmark {

  /** For JMH. */
  public LuaTreesBenchmark() {
    super(List.of(LuaProgram.named("trees")));
  }
}
