package dev.alloc.suite.lisp;

import dev.alloc.Allocators;
import org.jspecify.annotations.Nullable;

/**
 * A small Lisp whose every value is a block of {@link Allocators#current()}.
 *
 * <p>Not thread safe. It holds no block between two programs. It learns where blocks lie from the
 * allocator that is current when it is made, so an allocator whose blocks lie elsewhere needs an
 * interpreter of its own.
 */
public final class Interpreter {
  private final Machine machine;
  private final Reader reader;
  private final Analyser analyser;

  /**
   * Makes an interpreter for the blocks of the current allocator.
   *
   * @throws OutOfMemoryError if the allocator has not even one block
   * @throws IllegalStateException if its blocks lie in an array of an unknown kind
   */
  public Interpreter() {
    this(new Machine(Memory.of(Allocators.current())));
  }

  Interpreter(Machine machine) {
    this.machine = machine;
    reader = new Reader(machine.blocks, machine.stack, machine.symbols);
    analyser = new Analyser(machine);
  }

  /**
   * Reads a program into blocks, evaluates it, prints what its last form gives after what it has
   * displayed itself, compares that, and frees everything. An error of the program is printed as
   * {@code error: } and its message.
   *
   * @param text the program, UTF-8
   * @param expected what should be printed, UTF-8
   * @return null if that was printed, else what was
   * @throws OutOfMemoryError if the allocator has no block left; everything has been freed then
   * @throws dev.alloc.MemoryFaultException if the allocator finds fault with a free
   */
  public @Nullable String run(byte[] text, byte[] expected) {
    try {
      machine.output.open();
      interpret(text);
      return machine.output.matches(expected) ? null : machine.output.text(0);
    } finally {
      machine.clear();
    }
  }

  /**
   * Returns how many blocks were allocated so far.
   *
   * @return the number of calls of {@link dev.alloc.Allocator#allocate} that succeeded
   */
  public long allocations() {
    return machine.blocks.allocations();
  }

  /**
   * Returns how many blocks are live; 0 between programs unless the interpreter leaks.
   *
   * @return the number of blocks allocated and not freed
   */
  public long liveBlocks() {
    return machine.blocks.live();
  }

  /**
   * Returns the largest number of blocks live at once since the last call.
   *
   * @return the number of blocks
   */
  public long takeMostLive() {
    return machine.blocks.takeMostLive();
  }

  private void interpret(byte[] text) {
    try {
      reader.read(text);
      int forms = machine.stack.size();
      analyser.program(forms);
      machine.globals.makeFrame();
      for (int i = 0; i < forms - 1; i++) {
        machine.references.release(machine.evaluator.eval(machine.stack.get(i), 0));
      }
      if (forms > 0) {
        machine.stack.push(machine.evaluator.eval(machine.stack.get(forms - 1), 0));
        machine.printer.write(machine.stack.get(forms));
      }
    } catch (LispException e) {
      machine.output.put("error: ");
      machine.output.put(e.text());
    }
  }
}
