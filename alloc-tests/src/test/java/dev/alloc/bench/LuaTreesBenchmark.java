package dev.alloc.bench;

/**
 * What does a Lua program pay that does nothing but allocate, so that nothing is promised of it?
 */
@Compared(to = "run:c")
public class LuaTreesBenchmark extends LuaBenchmark {

  /** For JMH. */
  public LuaTreesBenchmark() {
    super("trees");
  }
}
