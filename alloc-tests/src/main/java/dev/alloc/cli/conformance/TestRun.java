package dev.alloc.cli.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Tests several allocators, some at a time.
 *
 * @param jvm starts the JVMs
 * @param jobs how many at a time
 */
public record TestRun(TestingJvm jvm, int jobs) {

  /**
   * Tries whether allocators can be created.
   *
   * @param subjects the allocators
   * @return why some cannot be, readable on its own
   */
  public List<String> refusals(List<Subject> subjects) {
    return each(subjects, jvm::refusal).stream().flatMap(Optional::stream).distinct().toList();
  }

  /**
   * Puts allocators to rules.
   *
   * @param subjects the allocators
   * @param rules the numbers of the rules
   * @param progress is told how far the work is
   * @return what was found, in the order of the subjects
   */
  public List<Tested> test(List<Subject> subjects, Set<String> rules, TestProgress progress) {
    return each(
        subjects,
        subject -> {
          Tested tested = jvm.test(subject, rules, rule -> progress.begins(subject, rule));
          progress.ends(tested);
          return tested;
        });
  }

  private <R> List<R> each(List<Subject> subjects, Function<Subject, R> work) {
    try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
      List<Future<R>> futures = new ArrayList<>();
      subjects.forEach(subject -> futures.add(threads.submit(() -> work.apply(subject))));
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a JVM could not be started or heard", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("ended while JVMs were testing", e);
    }
  }
}
