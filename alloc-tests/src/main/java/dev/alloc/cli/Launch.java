package dev.alloc.cli;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.cli.discovery.Discovery;
import dev.alloc.cli.discovery.FoundProvider;
import dev.alloc.cli.program.JavaArguments;
import dev.alloc.cli.program.Platform;
import dev.alloc.cli.request.BadInputException;
import dev.alloc.cli.request.PluginJars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A program and the allocator it is to run on, both found to be possible.
 *
 * @param impl the allocator's spec
 * @param program the program
 * @param capabilities what the allocator promises
 */
record Launch(
    String impl,
    JavaArguments program,
    Set<Capability> capabilities,
    Discovery discovery,
    List<Path> plugins) {
  private static final String SELECTION = "alloc.impl";

  /** Refuses a program that has chosen another allocator itself. */
  static JavaArguments arguments(String impl, List<String> javaArguments) {
    JavaArguments program = JavaArguments.of(javaArguments);
    String other = program.systemProperties().getOrDefault(SELECTION, impl);
    if (!other.equals(impl)) {
      throw new BadInputException(
          "--impl %s and -D%s=%s name different allocators; leave one out."
              .formatted(impl, SELECTION, other));
    }
    return program;
  }

  /** Refuses an allocator that cannot be had with the program's options. */
  static Launch of(String impl, JavaArguments program, PluginJars plugins) {
    Discovery discovery = new Discovery(plugins.loader());
    Map<String, String> properties = program.systemProperties();
    properties.remove(LeakWatch.REPORT_PROPERTY); // the program's, this process reports nothing
    try (Allocator allocator = discovery.create(impl, properties)) { // the program creates its own
      return new Launch(impl, program, allocator.capabilities(), discovery, plugins.paths());
    }
  }

  /**
   * Returns the command.
   *
   * @param properties system properties to set beside those that choose the allocator
   * @param jvmOptions options that win over those of the program
   */
  List<String> command(Map<String, String> properties, List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(platform(properties).start(program, jvmOptions));
    return command;
  }

  /** The API and all plugins; this JAR only if the allocator is one of those it holds for tests. */
  private Platform platform(Map<String, String> more) {
    Path own = FoundProvider.jarOf(Launch.class);
    Set<Path> jars = new LinkedHashSet<>();
    jars.add(FoundProvider.jarOf(Allocator.class));
    discovery.found().stream()
        .map(FoundProvider::jar)
        .filter(jar -> !jar.equals(own))
        .forEach(jars::add);
    discovery.named(impl).stream().map(FoundProvider::jar).forEach(jars::add);
    jars.addAll(plugins);
    Map<String, String> properties = new TreeMap<>(discovery.propertiesFor(impl));
    properties.put(SELECTION, impl);
    properties.putAll(more);
    return new Platform(List.copyOf(jars), properties);
  }
}
