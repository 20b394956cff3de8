package dev.alloc.cli;

import dev.alloc.Allocator;
import dev.alloc.cli.discovery.Discovery;
import dev.alloc.cli.discovery.FoundProvider;
import dev.alloc.cli.program.JavaArguments;
import dev.alloc.cli.program.Platform;
import dev.alloc.cli.program.ProgramStart;
import dev.alloc.cli.request.BadInputException;
import dev.alloc.cli.request.PluginJars;
import java.io.IOException;
import java.nio.file.Files;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
  private static final String SELECTION = "alloc.impl";

  @Option(
      names = "--impl",
      required = true,
      paramLabel = "SPEC",
      description = "The allocator.",
      completionCandidates = AllocatorNames.class)
  private String impl = "";

  @Mixin private final LeakWatch leaks = new LeakWatch();
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

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    JavaArguments program = JavaArguments.of(javaArguments);
    Map<String, String> properties = program.systemProperties();
    String other = properties.getOrDefault(SELECTION, impl);
    if (!other.equals(impl)) {
      throw new BadInputException(
          "--impl %s and -D%s=%s name different allocators; leave one out."
              .formatted(impl, SELECTION, other));
    }
    if (leaks.isAsked()) {
      leaks.check(impl, properties);
    }
    Discovery discovery = new Discovery(plugins.loader());
    properties.remove(LeakWatch.REPORT_PROPERTY); // the program's, this process reports nothing
    try (Allocator allocator = discovery.create(impl, properties)) {
      allocator.name(); // it can be had; the program creates its own
    }
    if (leaks.isAsked()) {
      return watch(discovery, program);
    }
    List<String> start = start(discovery, program, Map.of());
    return handOver == null ? ProgramStart.asChild(start) : ProgramStart.byShell(start, handOver);
  }

  private int watch(Discovery discovery, JavaArguments program) throws IOException {
    Path json = Files.createTempFile("alloc-report", ".json");
    try {
      return ProgramStart.asChild(
          start(discovery, program, LeakWatch.properties(json)),
          exitCode ->
              leaks.conclude(json, program.program(), exitCode, command.commandLine().getErr()));
    } finally {
      Files.delete(json);
    }
  }

  private List<String> start(
      Discovery discovery, JavaArguments program, Map<String, String> properties) {
    List<String> start = new ArrayList<>();
    start.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    start.addAll(platform(discovery, properties).start(program));
    return start;
  }

  /** The API and all plugins; this JAR only if the allocator is one of those it holds for tests. */
  private Platform platform(Discovery discovery, Map<String, String> more) {
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
    properties.putAll(more);
    return new Platform(List.copyOf(jars), properties);
  }
}
