package dev.alloc.cli.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one JVM has said so far. Not thread safe. */
final class Session {
  private final List<Finding> findings = new ArrayList<>();
  private final Consumer<String> onRule;
  private @Nullable String running;
  private @Nullable String refusal;
  private String reached = "";
  private boolean finished;

  /**
   * Starts with nothing said.
   *
   * @param onRule is told of each rule that begins
   */
  Session(Consumer<String> onRule) {
    this.onRule = onRule;
  }

  void accept(Event event) {
    switch (event) {
      case Event.Started(String rule) -> {
        running = rule;
        reached = "";
        onRule.accept(rule);
      }
      case Event.Ended(Finding finding) -> {
        findings.add(finding);
        running = null;
      }
      case Event.Reached(String place) -> reached = place;
      case Event.Refused(String reason) -> refusal = reason;
      case Event.Finished() -> finished = true;
    }
  }

  List<Finding> findings() {
    return findings;
  }

  /** Returns the rule that has begun and not ended. */
  Optional<String> running() {
    return Optional.ofNullable(running);
  }

  /** Returns how far that rule has come, as the end of a sentence; empty if it did not say. */
  String reached() {
    return reached.isEmpty() ? "" : ", in " + reached;
  }

  /** Returns why the allocator could not be created, if it was asked for no more than that. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Returns whether another JVM would get further with the rules that are left. */
  boolean canGoOn() {
    return !finished && !findings.isEmpty();
  }
}
