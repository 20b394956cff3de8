package dev.alloc.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs one subject in one fresh JVM through JMH.
 *
 * @param warmups how many iterations to throw away
 * @param iterations how many iterations to take the quickest of
 * @param millis milliseconds an iteration
 */
record OneFork(int warmups, int iterations, int millis) {
  private static final String BYTES = "gc.alloc.rate.norm";

  Sample run(int round, Subject subject) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(log, true, UTF_8)) {
      Runner runner =
          new Runner(
              options(subject).build(),
              OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL));
      RunResult result = runner.runSingle();
      return new Sample(
          round,
          least(secondary(result, CpuTimeProfiler.LABEL)),
          least(result.getPrimaryResult()),
          least(secondary(result, BYTES)));
    } catch (RunnerException e) {
      throw new ForkFailedException(subject, log.toString(UTF_8), e);
    }
  }

  private static Result<?> secondary(RunResult result, String label) {
    return Objects.requireNonNull(result.getSecondaryResults().get(label), label);
  }

  /** What others do on the machine only ever adds; what the compiler did is in every iteration. */
  private static double least(Result<?> result) {
    return result.getStatistics().getMin();
  }

  private ChainedOptionsBuilder options(Subject subject) {
    TimeValue time = TimeValue.milliseconds(millis);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(subject.type() + "." + subject.method()) + "$")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .threads(subject.threads())
            .warmupIterations(warmups)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time)
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuTimeProfiler.class)
            .shouldFailOnError(true);
    subject.params().forEach(options::param);
    return options;
  }
}
