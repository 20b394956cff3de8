package dev.alloc.cli;

import dev.alloc.cli.conformance.Conditions;
import dev.alloc.cli.conformance.FuzzOptions;
import dev.alloc.cli.conformance.JavaProgram;
import dev.alloc.cli.conformance.Reports;
import dev.alloc.cli.conformance.RuleSelection;
import dev.alloc.cli.conformance.Subject;
import dev.alloc.cli.conformance.Subjects;
import dev.alloc.cli.conformance.TestProgress;
import dev.alloc.cli.conformance.TestRun;
import dev.alloc.cli.conformance.Tested;
import dev.alloc.cli.conformance.TestingJvm;
import dev.alloc.cli.conformance.TestingOptions;
import dev.alloc.cli.conformance.Verdict;
import dev.alloc.cli.discovery.Discovery;
import dev.alloc.cli.request.BadInputException;
import dev.alloc.cli.request.JvmOptions;
import dev.alloc.cli.request.PluginJars;
import dev.alloc.tck.contract.RuleBook;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts allocators to the contract, each in a JVM of its own, and shows which rules they keep. */
@Command(
    name = "tck",
    description = {
      "Verifies that allocators keep the contract, RULES.md.",
      "Each gets a JVM of its own; one that crashes fails the rule it crashed in."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 passed, 1 a rule failed, 2 nothing was verified.",
      "Example: ./alloc tck --plugin my.jar --impl mine --impl counting+mine --html report.html"
    })
final class TckCommand implements Callable<Integer> {

  @Option(
      names = "--impl",
      paramLabel = "SPEC",
      description = "The allocator, every installed plugin by default; may be repeated.",
      completionCandidates = AllocatorNames.class)
  private final List<String> impls = new ArrayList<>();

  @Option(
      names = "--matrix",
      description =
          "Every plugin over every base, once and twice, and with each of its switches the other"
              + " way; with --impl, those of them that contain it.")
  private boolean matrix;

  @Option(
      names = "--rules",
      paramLabel = "N",
      split = ",",
      description = "Chapters and rules by their numbers, for example 3,5.4; all by default.")
  private final List<String> rules = new ArrayList<>();

  @Option(
      names = "--java",
      paramLabel = "FILE",
      description = "The bin/java that tests; the one that runs this command by default.")
  private @Nullable Path launcher;

  @Option(
      names = "--architecture",
      hidden = true,
      description = "What reports call the processor; by default what that Java calls it.")
  private @Nullable String architecture;

  @Mixin private final TestingOptions testing = new TestingOptions();
  @Mixin private final FuzzOptions fuzzing = new FuzzOptions();
  @Mixin private final Reports reports = new Reports();
  @Mixin private final PluginJars plugins = new PluginJars();
  @Mixin private final JvmOptions jvm = new JvmOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    reports.requireWritable();
    RuleBook book = RuleBook.load();
    Set<String> selected = selected(book);
    JavaProgram java = java();
    Conditions conditions = testing.conditions(java);
    TestingJvm testingJvm =
        new TestingJvm(java, javaOptions(conditions), testing.timeLimit(), fuzzing.arguments());
    TestRun run = new TestRun(testingJvm, testing.jobs());
    Subjects there = new Subjects(new Discovery(plugins.loader()), java.architecture());
    List<Subject> subjects = subjects(there, run);
    TestProgress progress =
        new TestProgress(command.commandLine().getErr(), isWatched(), subjects.size());
    List<Tested> all = run.test(subjects, selected, progress);
    reports.write(command.commandLine().getOut(), all, book, conditions);
    explainFuzzing(all);
    return exitCode(all);
  }

  private Set<String> selected(RuleBook book) {
    if (fuzzing.isAskedFor()) {
      if (!rules.isEmpty()) {
        throw new BadInputException(
            "--rules and --fuzz: fuzzing is about rule %s; leave --rules out."
                .formatted(FuzzOptions.RULE));
      }
      return Set.of(FuzzOptions.RULE);
    }
    return RuleSelection.of(book, rules);
  }

  /** A counterexample is what fuzzing is for; elsewhere details are in the reports alone. */
  private void explainFuzzing(List<Tested> all) {
    if (!fuzzing.isAskedFor()) {
      return;
    }
    PrintWriter out = command.commandLine().getOut();
    for (Tested tested : all) {
      if (tested.count(Verdict.FAILED) > 0) {
        out.println(tested.subject().name() + ": " + tested.findings().getFirst().details());
      } else {
        out.println(fuzzing.rate(tested));
      }
    }
    out.flush();
  }

  private JavaProgram java() {
    JavaProgram java = launcher == null ? JavaProgram.own() : JavaProgram.at(launcher);
    return architecture == null ? java : java.onArchitecture(architecture);
  }

  private List<Subject> subjects(Subjects there, TestRun run) {
    List<Subject> asked = new LinkedHashSet<>(impls).stream().map(there::named).toList();
    List<String> refusals = matrix ? List.of() : run.refusals(asked);
    if (!refusals.isEmpty()) {
      throw new BadInputException(String.join(System.lineSeparator(), refusals));
    }
    if (!asked.isEmpty() && !matrix) {
      return asked;
    }
    List<Subject> all = matrix ? there.matrix() : there.installed();
    List<Subject> subjects = all.stream().filter(this::isAskedFor).toList();
    if (subjects.isEmpty()) {
      throw new BadInputException(
          impls.isEmpty()
              ? "No plugin is installed; name its JAR with --plugin."
              : "--matrix has nothing that contains %s; see './alloc list'."
                  .formatted(String.join(" or ", impls)));
    }
    return subjects;
  }

  private boolean isAskedFor(Subject subject) {
    return impls.isEmpty()
        || impls.stream().anyMatch(impl -> ("+" + subject.spec() + "+").contains("+" + impl + "+"));
  }

  private int exitCode(List<Tested> all) {
    if (all.stream().anyMatch(tested -> tested.count(Verdict.FAILED) > 0)) {
      return 1;
    }
    Predicate<Tested> verified = tested -> tested.count(Verdict.PASSED) > 0;
    // who named an allocator wants to hear of that one; the matrix has machines that are not
    // everywhere
    return (matrix ? all.stream().anyMatch(verified) : all.stream().allMatch(verified)) ? 0 : 2;
  }

  /** The launcher says so; Java cannot ask about standard error alone. */
  private static boolean isWatched() {
    return Boolean.getBoolean("alloc.suite.terminal");
  }

  private List<String> javaOptions(Conditions conditions) {
    List<String> options = new ArrayList<>(jvm.forJava());
    options.addAll(testing.forJava(conditions));
    List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    plugins.paths().forEach(jar -> path.add(jar.toString()));
    options.addAll(List.of("--class-path", String.join(File.pathSeparator, path)));
    options.add(Main.class.getName());
    return options;
  }
}
