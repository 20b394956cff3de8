package dev.alloc.suite.lisp;

import java.util.ArrayList;
import java.util.List;

/** The parts of an interpreter, for its other parts to work with. */
final class Machine {
  final Blocks blocks;
  final References references;
  final Frames frames;
  final ValueStack stack;
  final Lists lists;
  final Builtin[] builtins;
  final Symbols symbols;
  final Globals globals;
  final Output output;
  final Printer printer;
  final Evaluator evaluator;

  Machine(Memory memory) {
    blocks = new Blocks(memory);
    references = new References(blocks);
    frames = references.frames();
    stack = new ValueStack(references);
    lists = new Lists(blocks, stack);
    builtins = builtins();
    symbols = new Symbols(blocks, names());
    globals = new Globals(references, symbols, Operation.NAMES.size(), Shortcuts.values(builtins));
    output = new Output(blocks);
    printer = new Printer(this, output);
    evaluator = new Evaluator(this);
  }

  /** Frees everything that a program, ended or interrupted, still holds. */
  void clear() {
    evaluator.clear();
    stack.cutBack(0);
    globals.clear();
    frames.clearLooped();
    symbols.clear(references);
    output.close();
  }

  /** The functions take what they need of this machine when they are called, not before. */
  private Builtin[] builtins() {
    List<Builtin> table = new ArrayList<>();
    PredicateFunctions predicates = new PredicateFunctions(this);
    new NumberFunctions(this).addTo(table::add);
    predicates.addTo(table::add);
    new ListFunctions(this, predicates).addTo(table::add);
    new StringFunctions(this).addTo(table::add);
    new ControlFunctions(this).addTo(table::add);
    return table.toArray(Builtin[]::new);
  }

  /** All names known to the language: those of special forms, then those of functions. */
  private List<String> names() {
    List<String> names = new ArrayList<>(Operation.NAMES);
    for (Builtin builtin : builtins) {
      names.add(builtin.name());
    }
    return names;
  }
}
