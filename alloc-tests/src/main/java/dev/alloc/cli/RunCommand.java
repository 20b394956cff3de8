package dev.alloc.cli;

import dev.alloc.Allocator;
import dev.alloc.cli.discovery.Discovery;
import dev.alloc.cli.discovery.FoundProvider;
import dev.alloc.cli.program.JavaArguments;
import dev.alloc.cli.program.Platform;
import dev.alloc.cli.program.ProgramStart;
import dev.alloc.cli.request.BadInputException;
import dev.alloc.cli.request.PluginJars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
      "Example: ./alloc run --impl counting -- -cp my.jar -Dalloc.counting.peak=true my.Main 1 2 3"
    })
final class RunCommand implements Callable<Integer> {
  private static final String SELECTION = "alloc.impl";

  @Option(
      names = "--impl",
      required = true,
      paramLabel = "SPEC",
      description = "The allocator.",
      completionCandidates = AllocatorNames.class)
  private String impl = "";

  @Mixin private final PluginJars plugins = new PluginJars();

  @Option(
      names = "--hand-over",
      hidden = true,
      description = "Where the launcher expects the command.")
  private @Nullable Path handOver;

  @Parameters(
      arity = "1..*",
      paramLabel = "-- JAVA-ARGUMENTS",
      description = "What would follow 'java': options, the program, its arguments.")
  private final List<String> javaArguments = new ArrayList<>();

  @Override
  public Integer call() {
    JavaArguments program = JavaArguments.of(javaArguments);
    Map<String, String> properties = program.systemProperties();
    String other = properties.getOrDefault(SELECTION, impl);
    if (!other.equals(impl)) {
      throw new BadInputException(
          "--impl %s and -D%s=%s name different allocators; leave one out."
              .formatted(impl, SELECTION, other));
    }
    Discovery discovery = new Discovery(plugins.loader());
    try (Allocator allocator = discovery.create(impl, properties)) {
      allocator.name(); // it can be had; the program creates its own
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(platform(discovery).start(program));
    return handOver == null
        ? ProgramStart.asChild(command)
        : ProgramStart.byShell(command, handOver);
  }

  /** The API and all plugins; this JAR only if the allocator is one of those it holds for tests. */
  private Platform platform(Discovery discovery) {
    Path own = FoundProvider.jarOf(RunCommand.class);
    Set<Path> jars = new LinkedHashSet<>();
    jars.add(FoundProvider.jarOf(Allocator.class));
    discovery.found().stream()
        .map(FoundProvider::jar)
        .filter(jar -> !jar.equals(own))
        .forEach(jars::add);
    discovery.named(impl).stream().map(FoundProvider::jar).forEach(jars::add);
    jars.addAll(plugins.paths());
    Map<String, String> properties = new TreeMap<>(discovery.propertiesFor(impl));
    properties.put(SELECTION, impl);
    return new Platform(List.copyOf(jars), properties);
  }
}
