package dev.alloc.cli;

import dev.alloc.cli.discovery.Description;
import dev.alloc.cli.discovery.Discovery;
import dev.alloc.cli.discovery.FoundProvider;
import dev.alloc.cli.request.JsonFile;
import dev.alloc.cli.request.PluginJars;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the allocators there are: where they come from, what they promise, what can be set. */
@Command(
    name = "list",
    description = {
      "Shows the allocators found: JAR, capabilities, options with their defaults.",
      "Capabilities are those with default options, over 'system' where one needs another."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ListCommand implements Callable<Integer> {

  @Mixin private final JsonFile json = new JsonFile();
  @Mixin private final PluginJars plugins = new PluginJars();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    json.requireWritable();
    Discovery discovery = new Discovery(plugins.loader());
    List<Description> descriptions =
        discovery.found().stream()
            .filter(found -> found.provider().unavailable().isEmpty())
            .map(found -> Description.of(found, discovery))
            .toList();
    PrintWriter out = command.commandLine().getOut();
    descriptions.forEach(description -> description.lines().forEach(out::println));
    discovery.found().stream()
        .filter(found -> found.emulated() || !found.forTests())
        .forEach(found -> explainAbsence(found, out));
    discovery.broken().forEach(broken -> out.println("Could not be loaded: " + broken));
    out.flush();
    json.write(descriptions.stream().map(Description::toJson).toList());
    return 0;
  }

  private static void explainAbsence(FoundProvider found, PrintWriter out) {
    found
        .provider()
        .unavailable()
        .ifPresent(reason -> out.println("Not here: %s: %s".formatted(found.name(), reason)));
  }
}
