package dev.alloc.cli.conformance;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long a rule may take. A thread that hangs cannot be ended, and others may wait for what it
 * holds, so the whole JVM ends; the one that asked starts another for the rules that are left.
 *
 * @param limit after which a rule counts as hung
 */
record Patience(Duration limit) {
  private static final int HUNG = 75; // EX_TEMPFAIL of sysexits.h

  /** Watches a rule on the calling thread; interrupt what is returned when it has ended. */
  Thread watch(Consumer<String> onHang) {
    Thread watched = Thread.currentThread();
    return Thread.ofPlatform()
        .daemon()
        .name("patience")
        .start(
            () -> {
              try {
                Thread.sleep(limit);
              } catch (InterruptedException ended) {
                return;
              }
              onHang.accept(
                  "did not end within %d s; it stands at%n%s"
                      .formatted(limit.toSeconds(), place(watched)));
              Runtime.getRuntime().halt(HUNG); // shutdown hooks may need what hangs
            });
  }

  static void end(@Nullable Thread watch) {
    if (watch != null) {
      watch.interrupt();
    }
  }

  private static String place(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .map(frame -> "    at " + frame)
        .collect(joining(System.lineSeparator()));
  }
}
