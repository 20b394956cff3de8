package dev.alloc.suite;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.suite.lisp.Interpreter;
import org.jspecify.annotations.Nullable;

/** One pass over all programs on an allocator that is at hand. */
public final class OnePass {

  private OnePass() {}

  /**
   * Runs all programs.
   *
   * @param allocator what they run on
   * @return what the first that is wrong printed, or null
   */
  public static @Nullable String firstFailure(Allocator allocator) {
    return Allocators.callWith(allocator, OnePass::firstFailure);
  }

  private static @Nullable String firstFailure() {
    Interpreter interpreter = new Interpreter();
    for (Program program : Programs.load()) {
      String printed = interpreter.run(program.text(), program.expected());
      if (printed != null) {
        return program.name() + ": " + printed;
      }
    }
    return null;
  }
}
