package dev.alloc.cli;

import dev.alloc.cli.architecture.Architecture;
import dev.alloc.cli.architecture.ForeignJava;
import dev.alloc.cli.request.Steps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the TCK with the Java of another processor, emulated on this machine. */
@Command(
    name = "arch",
    description = {
      "Verifies allocators on another processor: with Debian's Java for it, emulated by qemu.",
      "Both are fetched by this machine's apt into a folder and verified; nothing is installed."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "All else that follows NAME is handed to 'alloc tck'; a small --scale and a long --time-limit"
          + " are set unless others are, since emulation is slow.",
      "Exit codes: those of 'alloc tck'.",
      "Example: ./alloc arch s390x --impl system --impl counting --json report.json"
    })
final class ArchCommand implements Callable<Integer> {

  /** Several times what the slowest rule takes on an emulated interpreter. */
  private static final int TIME_LIMIT = 3600;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description = "Where Java and qemu are kept; alloc/architectures in the user's cache.")
  private Path cache = ForeignJava.usualCache();

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The processor: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "OPTIONS",
      description = "Options of 'alloc tck'.")
  private final List<String> options = new ArrayList<>();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    Architecture architecture = Architecture.named(name);
    Steps steps = new Steps(command.commandLine().getErr());
    Path java = new ForeignJava(architecture, cache).prepare(steps);
    List<String> arguments = new ArrayList<>();
    arguments.add("tck");
    arguments.add("--java=" + java);
    arguments.add("--architecture=" + architecture);
    addUnlessSet(arguments, "--scale", Double.toString(architecture.scale()));
    addUnlessSet(arguments, "--time-limit", Integer.toString(TIME_LIMIT));
    arguments.addAll(options);
    return command.root().commandLine().execute(arguments.toArray(String[]::new));
  }

  private void addUnlessSet(List<String> arguments, String option, String value) {
    boolean isSet =
        options.stream().anyMatch(given -> given.equals(option) || given.startsWith(option + "="));
    if (!isSet) {
      arguments.add(option + "=" + value);
    }
  }

  /** What a shell completes. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Architecture.values()).map(Architecture::toString).iterator();
    }
  }
}
