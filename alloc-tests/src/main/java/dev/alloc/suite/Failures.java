package dev.alloc.suite;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What went wrong: the first time for each program. */
final class Failures {
  private final List<Program> programs;
  private final BitSet failed = new BitSet();
  private final Map<Integer, Integer> leakMessages = new TreeMap<>(); // by program, where they are
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
    if (blocks > 0 && !failed.get(program)) {
      leakMessages.put(program, messages.size());
    }
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

  /** Adds to the message of each program that leaked, up to a number of them. */
  void explainLeaks(int most, Function<Program, String> explanation) {
    leakMessages.entrySet().stream()
        .limit(most)
        .forEach(
            leak ->
                messages.set(
                    leak.getValue(),
                    messages.get(leak.getValue())
                        + explanation.apply(programs.get(leak.getKey()))));
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
