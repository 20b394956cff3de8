package dev.alloc.cli.measurement;

import dev.alloc.suite.SuiteRun;
import java.util.ArrayList;
import java.util.List;

/** What became of running the suite on one allocator. */
public sealed interface Outcome {

  /**
   * The suite ran to its end, well or not.
   *
   * @param run what was found
   */
  record Measured(SuiteRun run) implements Outcome {

    /**
     * Returns what is wrong: programs that failed, blocks that are left.
     *
     * @return a sentence for each; empty if all is well
     */
    public List<String> problems() {
      List<String> problems = new ArrayList<>(run.failures());
      if (problems.isEmpty() && run.passed() < run.programs()) {
        problems.add("%d programs failed".formatted(run.programs() - run.passed()));
      }
      if (run.liveBlocksAfter().orElse(0) > 0) {
        problems.add("%d blocks leaked".formatted(run.liveBlocksAfter().getAsLong()));
      }
      return List.copyOf(problems);
    }
  }

  /**
   * The allocator could not be created.
   *
   * @param reason why, readable on its own
   */
  record Refused(String reason) implements Outcome {}

  /**
   * The JVM ended without a result.
   *
   * @param exitCode its exit code
   */
  record Crashed(int exitCode) implements Outcome {}
}
