package dev.alloc.cli;

import dev.alloc.cli.program.JavaArguments;
import dev.alloc.cli.program.ProgramStart;
import dev.alloc.cli.request.PluginJars;
import dev.alloc.cli.request.ProgramArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs any Java program with the platform on its class path and an allocator chosen for it. */
@Command(
    name = "run",
    description = {
      "Runs any Java program on an allocator.",
      "The API and all plugins come first on its class path, -Dalloc.impl is set and native access"
          + " allowed; its exit code becomes that of this command."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  ./alloc run --impl counting -- -cp my.jar -Dalloc.counting.peak=true my.Main 1 2 3",
      "  ./alloc run --impl tracking --report leak.txt --fail-on-leak -- -jar my.jar"
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--impl",
      required = true,
      paramLabel = "SPEC",
      description = "The allocator.",
      completionCandidates = AllocatorNames.class)
  private String impl = "";

  @Mixin private final LeakWatch leaks = new LeakWatch();
  @Mixin private final PluginJars plugins = new PluginJars();
  @Mixin private final ProgramArguments arguments = new ProgramArguments();

  @Option(
      names = "--hand-over",
      hidden = true,
      description = "Where the launcher expects the command.")
  private @Nullable Path handOver;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    JavaArguments program = Launch.arguments(impl, arguments.all());
    if (leaks.isAsked()) {
      leaks.check(impl, program.systemProperties());
    }
    Launch launch = Launch.of(impl, program, plugins);
    if (leaks.isAsked()) {
      return watch(launch);
    }
    List<String> start = launch.command(Map.of(), List.of());
    return handOver == null ? ProgramStart.asChild(start) : ProgramStart.byShell(start, handOver);
  }

  private int watch(Launch launch) throws IOException {
    Path json = Files.createTempFile("alloc-report", ".json");
    try {
      return ProgramStart.asChild(
          launch.command(LeakWatch.properties(json), List.of()),
          exitCode ->
              leaks.conclude(
                  json, launch.program().program(), exitCode, command.commandLine().getErr()));
    } finally {
      Files.delete(json);
    }
  }
}
