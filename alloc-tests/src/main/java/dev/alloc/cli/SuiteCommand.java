package dev.alloc.cli;

import dev.alloc.cli.discovery.Discovery;
import dev.alloc.cli.discovery.FoundProvider;
import dev.alloc.cli.measurement.Measurer;
import dev.alloc.cli.measurement.MeasuringJvm;
import dev.alloc.cli.measurement.MeasuringOptions;
import dev.alloc.cli.measurement.Outcomes;
import dev.alloc.cli.measurement.ProgressLine;
import dev.alloc.cli.measurement.Row;
import dev.alloc.cli.measurement.StackDepth;
import dev.alloc.cli.measurement.Table;
import dev.alloc.cli.request.BadInputException;
import dev.alloc.cli.request.JsonFile;
import dev.alloc.cli.request.JvmOptions;
import dev.alloc.cli.request.PluginJars;
import java.io.File;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the interpreter suite on allocators, each in a JVM of its own, and compares them. */
@Command(
    name = "suite",
    description = {
      "Runs the interpreter suite on allocators and compares them.",
      "Each gets a JVM of its own; 'system' is measured as well, to compare with."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SuiteCommand implements Callable<Integer> {
  private static final String DEFAULT = "counting"; // asks only whether anything leaked
  private static final String REFERENCE = "system";
  private static final String BASELINE = "linear";

  @Option(
      names = "--impl",
      paramLabel = "SPEC",
      description = "The allocator, '" + DEFAULT + "' by default; may be repeated.",
      completionCandidates = AllocatorNames.class)
  private final List<String> impls = new ArrayList<>();

  @Option(
      names = "--all",
      description = "Every plugin, and '" + BASELINE + "', the baseline they are to beat.")
  private boolean all;

  @Mixin private final MeasuringOptions measuring = new MeasuringOptions();
  @Mixin private final JsonFile json = new JsonFile();
  @Mixin private final PluginJars plugins = new PluginJars();

  @Mixin private final JvmOptions jvm = new JvmOptions();

  @Option(
      names = "--in-process",
      description = "Measures one allocator in this JVM, for profilers.")
  private boolean inProcess;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    json.requireWritable();
    if (inProcess) {
      jvm.requireNone();
    }
    Measurer measurer = measuring.measurer();
    Discovery discovery = new Discovery(plugins.loader());
    Set<String> asked = asked(discovery);
    Outcomes outcomes = new Outcomes(asked);
    if (inProcess) {
      measureHere(measurer, discovery, asked, outcomes);
    } else {
      measureElsewhere(withReference(asked, discovery), outcomes);
    }
    List<Row> rows = outcomes.rows();
    PrintWriter out = command.commandLine().getOut();
    if (!rows.isEmpty()) {
      Table.lines(rows).forEach(out::println);
      if (asked.stream().anyMatch(StackDepth::applies)
          && !jvm.properties().containsKey(StackDepth.PROPERTY)) {
        out.println(StackDepth.EXPLANATION);
      }
      out.flush();
    }
    outcomes.explain(command.commandLine().getErr());
    json.write(rows.stream().map(Row::toJson).toList());
    return outcomes.exitCode();
  }

  /**
   * What was asked for by name exists, or is refused here; of the others each stands for itself.
   */
  private Set<String> asked(Discovery discovery) {
    Set<String> asked = new LinkedHashSet<>(impls);
    if (asked.isEmpty() && !all) {
      asked.add(DEFAULT);
    }
    asked.forEach(spec -> discovery.create(spec, jvm.properties()).close());
    if (all) {
      discovery.found().stream()
          .filter(found -> !found.forTests() && found.provider().unavailable().isEmpty())
          .map(FoundProvider::name)
          .sorted(
              Comparator.comparing((String name) -> name.equals(BASELINE))
                  .thenComparing(name -> name))
          .forEach(asked::add);
    }
    return asked;
  }

  private static List<String> withReference(Set<String> asked, Discovery discovery) {
    Set<String> specs = new LinkedHashSet<>();
    if (!discovery.named(REFERENCE).isEmpty()) {
      specs.add(REFERENCE);
    }
    specs.addAll(asked);
    return List.copyOf(specs);
  }

  private void measureHere(
      Measurer measurer, Discovery discovery, Set<String> asked, Outcomes outcomes) {
    if (asked.size() > 1) {
      throw new BadInputException(
          "--in-process measures one allocator, for a profile of its own; these are %d: %s."
              .formatted(asked.size(), String.join(", ", asked)));
    }
    String spec = asked.iterator().next();
    try (ProgressLine line = ProgressLine.on(isWatched(), spec)) {
      outcomes.add(
          spec,
          measurer.measure(
              spec, options -> discovery.create(spec, options, jvm.properties()), line));
    }
  }

  private void measureElsewhere(List<String> specs, Outcomes outcomes) {
    MeasuringJvm child = new MeasuringJvm(javaOptions(), measuring.arguments());
    for (String spec : specs) {
      String label = "[%d/%d] %s".formatted(specs.indexOf(spec) + 1, specs.size(), spec);
      outcomes.add(spec, child.measure(spec, isWatched() ? label : ""));
    }
  }

  /** The launcher says so; Java cannot ask about standard error alone. */
  private static boolean isWatched() {
    return Boolean.getBoolean("alloc.suite.terminal");
  }

  private List<String> javaOptions() {
    List<String> options = new ArrayList<>(jvm.forJava());
    options.add("--class-path");
    options.add(classPath());
    options.add(Main.class.getName());
    return options;
  }

  private String classPath() {
    List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    plugins.paths().forEach(jar -> path.add(jar.toString()));
    return String.join(File.pathSeparator, path);
  }
}
