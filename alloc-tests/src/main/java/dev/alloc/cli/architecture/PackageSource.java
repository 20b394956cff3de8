package dev.alloc.cli.architecture;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packages of one architecture, from the mirror that this machine uses for its own. It is apt
 * that fetches them, with a configuration and a state of its own in a folder of the cache, so that
 * every package is verified against the index that Debian signed.
 *
 * @param folder of this source alone
 * @param debian the architecture's name in Debian
 * @param release the name of Debian's release
 */
public record PackageSource(Path folder, String debian, String release) {

  /** Debian's keys, where its package of keys puts them. */
  private static final Path KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  /**
   * Fetches packages and all that they depend on.
   *
   * @return the files
   */
  List<Path> withDependencies(String packageName) throws IOException {
    refresh();
    apt(List.of("--yes", "--download-only", "install", packageName));
    return fetched(archives());
  }

  /**
   * Fetches one package and nothing that it depends on.
   *
   * @param packageName its name
   * @return the file
   * @throws BadInputException if there is no such package in the release, or no way to fetch it
   */
  public Path alone(String packageName) throws IOException {
    refresh();
    Path own = Files.createDirectories(folder.resolve("alone"));
    Tool.run(own, environment(), List.of("apt-get", "--quiet", "download", packageName));
    return fetched(own).getFirst();
  }

  private void refresh() throws IOException {
    Files.createDirectories(folder.resolve("lists/partial"));
    Files.createDirectories(archives().resolve("partial"));
    Files.createDirectories(folder.resolve("etc/parts"));
    Files.writeString(folder.resolve("status"), ""); // nothing is installed: all is fetched
    String trust = Files.exists(KEYS) ? "[signed-by=%s] ".formatted(KEYS) : "";
    Files.writeString(
        folder.resolve("etc/sources.list"),
        "deb %s%s %s main%n".formatted(trust, mirror(), release));
    Files.writeString(folder.resolve("apt.conf"), configuration());
    apt(List.of("update"));
  }

  /** The mirror from which this machine has the packages of Debian itself. */
  private String mirror() throws IOException {
    Optional<String> known = mirror(List.of());
    if (known.isPresent()) {
      return known.get();
    }
    // a machine that has never asked its mirror what there is: asked here, for this folder alone
    List<String> own = ownIndex();
    Tool.run(folder, Map.of(), aptGet(own, "--quiet", "update"));
    return mirror(own)
        .orElseThrow(
            () ->
                new BadInputException(
                    "apt knows no mirror of Debian on this machine: add one to"
                        + " /etc/apt/sources.list.d."));
  }

  private Optional<String> mirror(List<String> options) {
    String origins = "$(ORIGIN)|$(LABEL)|$(REPO_URI)";
    return Tool.run(folder, Map.of(), aptGet(options, "indextargets", "--format", origins))
        .lines()
        .filter(line -> line.startsWith("Debian|Debian|"))
        .map(line -> line.substring("Debian|Debian|".length()))
        .findFirst();
  }

  private List<String> ownIndex() throws IOException {
    Path lists = folder.resolve("own-lists");
    Files.createDirectories(lists.resolve("partial"));
    return List.of(
        "-o",
        "Dir::State::lists=" + lists,
        "-o",
        "Dir::Cache=" + folder.resolve("own-cache"),
        "-o",
        "APT::Sandbox::User=",
        "-o",
        "Debug::NoLocking=true");
  }

  private static List<String> aptGet(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>(List.of("apt-get"));
    command.addAll(options);
    command.addAll(List.of(arguments));
    return command;
  }

  private String configuration() {
    return """
    APT::Architecture "%2$s";
    APT::Architectures { "%2$s"; };
    APT::Install-Recommends "false";
    APT::Sandbox::User "";
    Dir::State "%1$s";
    Dir::State::lists "%1$s/lists";
    Dir::State::status "%1$s/status";
    Dir::Cache "%1$s";
    Dir::Cache::archives "%1$s/archives";
    Dir::Etc::sourcelist "%1$s/etc/sources.list";
    Dir::Etc::sourceparts "%1$s/etc/parts";
    Dir::Etc::preferences "%1$s/etc/preferences";
    Dir::Etc::preferencesparts "%1$s/etc/parts";
    Debug::NoLocking "true";
    """
        .formatted(folder, debian);
  }

  private void apt(List<String> arguments) {
    Tool.run(folder, environment(), aptGet(List.of("--quiet"), arguments.toArray(String[]::new)));
  }

  private Map<String, String> environment() {
    return Map.of("APT_CONFIG", folder.resolve("apt.conf").toString());
  }

  private Path archives() {
    return folder.resolve("archives");
  }

  private static List<Path> fetched(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".deb")).sorted().toList();
    }
  }
}
