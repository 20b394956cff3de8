package dev.alloc.cli;

import dev.alloc.cli.discovery.Discovery;
import dev.alloc.cli.discovery.FoundProvider;
import dev.alloc.cli.request.BadInputException;
import dev.alloc.cli.scaffold.PluginName;
import dev.alloc.cli.scaffold.PluginProject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the Maven project of a new plugin: small, correct, and verified by the TCK. */
@Command(
    name = "new-plugin",
    description = {
      "Writes a project for an allocator of your own, which passes the TCK from the start:",
      "pom, provider, allocator, module, TCK test and a README that says how to go on."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 written, 2 nothing was written.",
      "Example: ./alloc new-plugin ring && cd ring && mvn verify"
    })
final class NewPluginCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The allocator's name: lower-case letters, digits, single dashes.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder to write, new or empty; ./NAME by default.")
  private @Nullable Path folder;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The Java package and module; com.example.NAME without dashes by default.")
  private @Nullable String packageName;

  @Option(
      names = "--alloc-version",
      paramLabel = "VERSION",
      description = "The version of alloc to build against; by default that of this command.")
  private @Nullable String allocVersion;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    PluginName plugin = PluginName.of(name, packageName);
    refuseTaken();
    PluginProject project = new PluginProject(plugin, version());
    Path written = folder == null ? Path.of(name) : folder;
    project.write(written);
    PrintWriter out = command.commandLine().getOut();
    project.files().forEach(file -> out.println(written.resolve(file)));
    out.println();
    out.println("Next: cd %s && mvn verify, then read README.md there.".formatted(written));
    out.println(
        "Maven finds alloc %s in its local repository after 'mvn install -DskipTests' in alloc's folder."
            .formatted(version()));
    out.flush();
    return 0;
  }

  /** Two JARs of one name exclude each other. */
  private void refuseTaken() {
    Discovery discovery = new Discovery(NewPluginCommand.class.getClassLoader());
    Optional<FoundProvider> taken = discovery.named(name).stream().findFirst();
    taken.ifPresent(
        found -> {
          throw new BadInputException(
              "NAME %s: %s already provides an allocator of this name; choose another."
                  .formatted(name, found.jar().getFileName()));
        });
  }

  private String version() {
    if (allocVersion != null) {
      return allocVersion;
    }
    return Version.ofThisJar()
        .orElseThrow(
            () ->
                new BadInputException(
                    "These classes are not packaged and know no version; give --alloc-version."));
  }
}
