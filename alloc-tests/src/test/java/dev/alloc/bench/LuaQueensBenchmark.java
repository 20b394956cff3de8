package dev.alloc.bench;

/** What does a Lua program pay that searches with coroutines? */
@Compared(
    to = "run:c",
    limits = {"run:counting/run:c=1.6"})
public class LuaQueensBenchmark extends LuaBenchmark {

  /** For JMH. */
  public LuaQueensBenchmark() {
    super("queens");
  }
}
