package dev.alloc.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs benchmarks in rounds, one fork a subject a round, in an order shuffled each round. */
@Command(
    name = "alloc bench",
    sortOptions = false,
    description = "Runs the benchmarks in interleaved rounds and judges their promises.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no promise missed",
      "1:a promise missed",
      "2:bad input, or a fork that failed"
    })
public final class InterleavedMain implements Callable<Integer> {
  private static final int BAD_INPUT = 2;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "REGEX", description = "Benchmarks whose name contains it; all if none.")
  private List<String> includes = new ArrayList<>();

  @Option(names = "--rounds", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--threads",
      split = ",",
      defaultValue = "1",
      description = "Thread counts, each a subject of its own. Default: ${DEFAULT-VALUE}.")
  private List<Integer> threads = new ArrayList<>();

  @Option(names = "--subject", description = "Only subjects whose label this regex matches.")
  private String subjectPattern = ".*";

  @Option(
      names = "--limit",
      paramLabel = "A/B=RATIO|A-B=NS",
      description = "A further promise; missed if the whole 95 %% interval lies beyond it.")
  private List<String> limits = new ArrayList<>();

  @Option(names = "--warmups", defaultValue = "12", description = "Default: ${DEFAULT-VALUE}.")
  private int warmups;

  @Option(names = "--iterations", defaultValue = "15", description = "Default: ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--millis",
      defaultValue = "150",
      description = "Milliseconds an iteration. Default: ${DEFAULT-VALUE}.")
  private int millis;

  @Option(names = "--seed", description = "Of the order within the rounds; printed if not given.")
  private @Nullable Long givenSeed;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes every sample there.")
  private @Nullable Path json;

  @Option(names = "--help", usageHelp = true, description = "Shows this.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  private InterleavedMain() {}

  /**
   * Runs the command and exits.
   *
   * @param args as {@code --help} says
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // figures look the same everywhere
    System.exit(
        new CommandLine(new InterleavedMain())
            .setParameterExceptionHandler(
                (refused, ignored) -> {
                  PrintWriter err = refused.getCommandLine().getErr();
                  err.println("alloc bench: " + refused.getMessage());
                  err.println("'alloc bench --help' lists the options.");
                  return BAD_INPUT;
                })
            .setExecutionExceptionHandler(
                (failure, command, ignored) -> {
                  if (!(failure instanceof ForkFailedException)) {
                    throw failure;
                  }
                  command.getErr().println("alloc bench: " + failure.getMessage());
                  return BAD_INPUT;
                })
            .execute(args));
  }

  @Override
  public Integer call() {
    if (rounds < 1 || warmups < 1 || iterations < 1 || millis < 1) {
      throw bad("--rounds, --warmups, --iterations and --millis must be 1 or more.");
    }
    List<Subject> subjects = selected();
    List<Limit> further = parsedLimits(subjects);
    long seed = givenSeed != null ? givenSeed : new Random().nextInt(Integer.MAX_VALUE);
    PrintWriter out = command().getOut();
    out.printf("%s; load %.1f%n", Machine.description(), Machine.load());
    out.printf(
        "%d rounds of %d subjects, %d × %d ms after %d × %d ms, seed %d%n",
        rounds, subjects.size(), iterations, millis, warmups, millis, seed);
    out.flush();
    Results results = run(subjects, new Random(seed), command().getErr());
    List<Judgement> judgements = Judgement.all(results, further);
    new ResultTable(results, out).print(judgements);
    if (json != null) {
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("seed", seed);
      settings.put("rounds", rounds);
      settings.put("warmups", warmups);
      settings.put("iterations", iterations);
      settings.put("millis", millis);
      JsonReport.write(json, settings, results, judgements);
    }
    boolean missed =
        judgements.stream().anyMatch(j -> j.verdict() == Limit.Verdict.MISSED)
            || results.questions().stream()
                .flatMap(question -> Scaling.all(results, question))
                .anyMatch(judged -> judged.verdict() == Limit.Verdict.MISSED)
            || results.withoutGarbage().stream()
                .anyMatch(subject -> results.garbageVerdict(subject) == Limit.Verdict.MISSED);
    return missed ? 1 : 0;
  }

  private Results run(List<Subject> subjects, Random random, PrintWriter progress) {
    Results results = new Results(subjects);
    OneFork fork = new OneFork(warmups, iterations, millis);
    for (int round = 1; round <= rounds; round++) {
      List<Subject> order = new ArrayList<>(subjects);
      Collections.shuffle(order, random);
      for (Subject subject : order) {
        Sample sample = fork.run(round, subject);
        results.add(subject, sample);
        progress.printf(
            "round %d/%d: %s, %s: %.2f ns (%.2f by the wall clock), %.0f B%n",
            round,
            rounds,
            subject.question().title(),
            subject.label(),
            sample.nanos(),
            sample.wallNanos(),
            Math.abs(sample.bytes()));
        progress.flush();
      }
    }
    return results;
  }

  private List<Subject> selected() {
    var listed =
        BenchmarkList.defaultList()
            .find(
                OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT),
                includes.isEmpty() ? List.of(".*") : includes,
                List.of());
    List<Subject> subjects =
        listed.stream()
            .flatMap(entry -> Subject.of(entry, threads).stream())
            .filter(subject -> subject.label().matches(subjectPattern))
            .toList();
    if (subjects.isEmpty()) {
      throw bad("No benchmark matches %s and %s.".formatted(includes, subjectPattern));
    }
    return subjects;
  }

  private List<Limit> parsedLimits(List<Subject> subjects) {
    Set<String> labels = new TreeSet<>();
    subjects.forEach(subject -> labels.add(subject.label()));
    List<Limit> parsed = new ArrayList<>();
    for (String text : limits) {
      Limit limit;
      try {
        limit = Limit.parse(text);
      } catch (IllegalArgumentException e) {
        throw bad("--limit: " + e.getMessage());
      }
      for (String label : List.of(limit.subject(), limit.baseline())) {
        if (!labels.contains(label)) {
          throw bad(
              "--limit: '%s' is not a subject. Subjects: %s."
                  .formatted(label, String.join(", ", labels)));
        }
      }
      parsed.add(limit);
    }
    return parsed;
  }

  private ParameterException bad(String message) {
    return new ParameterException(command(), message);
  }

  private CommandLine command() {
    if (spec == null) {
      throw new IllegalStateException("picocli runs this command, nobody else");
    }
    return spec.commandLine();
  }
}
