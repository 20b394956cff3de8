package dev.alloc.suite.lisp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A built-in function of these interpreters gives up a reference that is not its own, so that a
 * value is freed which a variable still has; later the interpreter itself counts the references of
 * the freed block down.
 */
@DisplayName("A use after free in the interpreter")
final class PlantedErrorTest {

  @Test
  @DisplayName("of a string is found under debug, with the lines that allocated and freed it")
  void string() {
    assertFound(
        "string-reverse",
        "(define s (string-repeat \"ab\" 4)) (string-reverse s)",
        "StringFunctions.repeat");
  }

  @Test
  @DisplayName("of a list is found under debug, with the lines that allocated and freed it")
  void list() {
    assertFound("reverse", "(define l (list 1 2 3)) (reverse l)", "Lists.fromStack");
  }

  @Test
  @DisplayName("is not there without the planted function")
  void nothingPlanted() {
    Allocator debug = Allocators.create("debug");
    Allocator former = Allocators.use(debug);
    try {
      new Interpreter()
          .run(bytes("(define s (string-repeat \"ab\" 4)) (string-reverse s)"), bytes(""));
      debug.check();
    } finally {
      Allocators.use(former);
      debug.close();
    }
  }

  private static void assertFound(String planted, String program, String allocating) {
    Allocator debug = Allocators.create("debug");
    Allocator former = Allocators.use(debug);
    try {
      interpreterWith(planted).run(bytes(program), bytes("0"));
      MemoryFaultException fault = assertThrows(MemoryFaultException.class, debug::check);
      String message = String.valueOf(fault.getMessage());
      assertEquals(Kind.WRITE_AFTER_FREE, fault.kind(), message);
      assertFirstFrame("Blocks.allocate", fault.allocationSite());
      assertHasFrame(allocating, fault.allocationSite());
      assertFirstFrame("Blocks.free", fault.freeSites().getFirst());
      assertHasFrame("References.dismantle", fault.freeSites().getFirst());
      assertHasFrame("Evaluator.builtin", fault.freeSites().getFirst()); // gives the argument up
      assertTrue(message.contains("Blocks.java:"), message);
    } finally {
      Allocators.use(former); // nothing is live: what was freed too early was not freed again
      debug.close();
    }
  }

  private static Interpreter interpreterWith(String planted) {
    Machine machine = new Machine(Memory.of(Allocators.current()));
    for (int i = 0; i < machine.builtins.length; i++) {
      if (machine.builtins[i].name().equals(planted)) {
        machine.builtins[i] = new Builtin(planted, 1, 1, (args, _) -> giveUp(machine, args));
      }
    }
    return new Interpreter(machine);
  }

  /** The error: the argument stays on the stack, and the caller releases it. */
  private static long giveUp(Machine machine, int args) {
    machine.references.release(machine.stack.get(args));
    return Value.fixnum(0);
  }

  private static void assertFirstFrame(String method, List<StackTraceElement> site) {
    assertTrue(isIn(site.getFirst(), method), site::toString);
  }

  private static void assertHasFrame(String method, List<StackTraceElement> site) {
    assertTrue(site.stream().anyMatch(frame -> isIn(frame, method)), site::toString);
  }

  private static boolean isIn(StackTraceElement frame, String method) {
    return frame.toString().contains(".lisp." + method) && frame.getLineNumber() > 0;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
