package dev.alloc.cli.conformance;

import dev.alloc.tck.contract.Rule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Turns what JUnit tells of tests into events about rules. For the thread that runs the rules. */
final class RuleListener implements TestExecutionListener {
  private static final Pattern PREFIX = Pattern.compile("^rule [0-9]+\\.[0-9]+[a-z]?( skipped)?: ");

  private final Consumer<Event> events;
  private final Patience patience;
  private @Nullable Thread watch;
  private final StringBuilder printed = new StringBuilder();
  private long started;

  RuleListener(Consumer<Event> events, Patience patience) {
    this.events = events;
    this.patience = patience;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    number(test.getSource())
        .ifPresent(
            rule -> {
              events.accept(new Event.Started(rule));
              watch = patience.watch(text -> end(rule, Verdict.FAILED, text, ""));
              printed.setLength(0);
              started = System.nanoTime();
            });
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    number(test.getSource()).ifPresent(rule -> end(rule, Verdict.SKIPPED, reason, ""));
  }

  @Override
  public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    entry.getKeyValuePairs().values().forEach(text -> printed.append(text).append('\n'));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Optional<String> rule = number(test.getSource());
    if (rule.isEmpty()) {
      result.getThrowable().ifPresent(Throwable::printStackTrace); // no rule began, so none ends
      return;
    }
    Patience.end(watch);
    Throwable thrown = result.getThrowable().orElse(null);
    String reason = thrown == null ? "" : PREFIX.matcher(text(thrown)).replaceFirst("");
    switch (result.getStatus()) {
      case SUCCESSFUL -> end(rule.get(), Verdict.PASSED, "", "");
      case ABORTED -> end(rule.get(), Verdict.SKIPPED, reason, "");
      case FAILED -> end(rule.get(), Verdict.FAILED, reason, details(thrown));
    }
  }

  private void end(String rule, Verdict verdict, String reason, String details) {
    long nanos = System.nanoTime() - started;
    events.accept(new Event.Ended(new Finding(rule, verdict, reason, details, nanos)));
  }

  /** Returns the number of the rule that a test is about; empty for what only holds tests. */
  static Optional<String> number(Optional<TestSource> source) {
    return source
        .filter(MethodSource.class::isInstance)
        .map(method -> Rule.ofMethod(((MethodSource) method).getMethodName()).number());
  }

  private static String text(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }

  /** Returns the stack trace and what was printed while the rule ran. */
  private String details(@Nullable Throwable thrown) {
    StringWriter text = new StringWriter();
    if (thrown != null) {
      thrown.printStackTrace(new PrintWriter(text, true));
    }
    return text + (printed.isEmpty() ? "" : "printed meanwhile:\n" + printed);
  }
}
