package dev.alloc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alloc.cli.conformance.FuzzOptions;
import dev.alloc.cli.conformance.FuzzRunner;
import dev.alloc.cli.conformance.RuleRunner;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The other end of {@code tck}: runs in the JVM that tests one allocator. */
@Command(
    name = "verify",
    hidden = true,
    description = "Runs rules in this JVM and says on standard output how they end.")
final class VerifyCommand implements Callable<Integer> {

  @Option(names = "--rules", split = ",", description = "The rules by their numbers.")
  private final List<String> rules = new ArrayList<>();

  @Option(names = "--create-only", description = "Runs no rule, creates the allocator.")
  private boolean createOnly;

  @Option(names = "--time-limit", description = "Seconds after which a rule counts as hung.")
  private int timeLimit = Integer.MAX_VALUE;

  @Mixin private final FuzzOptions fuzzing = new FuzzOptions();

  @Override
  public Integer call() {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    RuleRunner runner = new RuleRunner(out);
    String spec = System.getProperty("alloc.tck.impl", "");
    Set<String> selected = new LinkedHashSet<>(rules);
    if (createOnly) {
      runner.create(spec);
    } else if (runner.skip(spec, selected)) {
      return 0; // it has said so
    } else if (fuzzing.isAskedFor()) {
      new FuzzRunner(out, spec, Long.getLong("alloc.tck.seed", 0)).run(fuzzing);
    } else {
      runner.run(selected, Duration.ofSeconds(timeLimit));
    }
    return 0;
  }
}
