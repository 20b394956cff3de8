package dev.alloc.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The outcome of a suite that was run inside this one. */
final class Outcome {
  /** The end of what is told of a leak without sites. */
  static final String WHERE =
      "\n  To see where: @LeakCheck(sites = true) or -Dalloc.junit.sites=true";

  private final Map<String, Throwable> failed = new TreeMap<>();
  private final Set<String> passed = new TreeSet<>();
  private final Set<String> aborted = new TreeSet<>();

  private Outcome(Events events) {
    events.finished().stream().forEach(this::add);
  }

  /** Runs the tests of a class; the global allocator has to be the same one afterwards. */
  static Outcome of(Class<?> suite) {
    return of(suite, Map.of());
  }

  /** Runs the tests of a class with configuration parameters. */
  static Outcome of(Class<?> suite, Map<String, String> parameters) {
    Allocator before = Allocators.current();
    Events events =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameters(parameters)
            .selectors(selectClass(suite))
            .execute()
            .allEvents();
    assertEquals(before, Allocators.current(), "another global allocator was left behind");
    return new Outcome(events);
  }

  private void add(Event event) {
    String name = event.getTestDescriptor().getDisplayName();
    TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (event.getTestDescriptor().isTest()) {
          passed.add(name);
        }
      }
      case ABORTED -> aborted.add(name);
      case FAILED -> failed.put(name, result.getThrowable().orElseThrow());
    }
  }

  Set<String> failed() {
    return failed.keySet();
  }

  Set<String> passed() {
    return passed;
  }

  Set<String> aborted() {
    return aborted;
  }

  Throwable failure(String name) {
    return Objects.requireNonNull(
        failed.get(name), () -> name + " did not fail; failed: " + failed);
  }

  String message(String name) {
    return String.valueOf(failure(name).getMessage());
  }

  /** The messages of what a failure suppresses. */
  List<String> suppressed(String name) {
    List<String> messages = new ArrayList<>();
    for (Throwable each : failure(name).getSuppressed()) {
      messages.add(String.valueOf(each.getMessage()));
    }
    return messages;
  }

  void assertLine(String name, String expected) {
    assertTrue(message(name).contains(expected), () -> message(name));
  }

  /** The method of a class that a failed allocation was asked for by. */
  static String callerOf(Throwable failure, Class<?> type) {
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith(type.getName())) {
        return frame.getMethodName();
      }
    }
    throw new AssertionError(type + " is not in the stack", failure);
  }
}
