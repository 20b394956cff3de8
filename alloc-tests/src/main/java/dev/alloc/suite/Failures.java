package dev.alloc.suite;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What went wrong: the first time for each program. */
final class Failures {
  private final List<Program> programs;
  private final BitSet failed = new BitSet();
  private final List<String> messages = new ArrayList<>();

  Failures(List<Program> programs) {
    this.programs = programs;
  }

  void wrongResult(int program, String actual) {
    add(
        program,
        "printed '%s', expected '%s'".formatted(actual, programs.get(program).expectedText()));
  }

  void leak(int program, long blocks) {
    add(
        program,
        blocks > 0
            ? "leaked %d %s".formatted(blocks, blocks == 1 ? "block" : "blocks")
            : "freed %d blocks more than it allocated".formatted(-blocks));
  }

  void thrown(int program, Throwable failure) {
    add(program, "failed with " + failure);
  }

  /** Adds what no program is to blame for. */
  void add(String message) {
    messages.add(message);
  }

  int failedPrograms() {
    return failed.cardinality();
  }

  List<String> messages() {
    return messages;
  }

  private void add(int program, String what) {
    if (!failed.get(program)) {
      failed.set(program);
      messages.add(programs.get(program).name() + " " + what);
    }
  }
}
