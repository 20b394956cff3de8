package dev.alloc.cli.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that say what kind of JVM to start for the work. */
public final class JvmOptions {
  private static final String SELECTION = "alloc.impl";
  private static final String OPTION_PREFIX = "alloc.";

  @Option(
      names = "-D",
      paramLabel = "PROPERTY=VALUE",
      mapFallbackValue = "",
      description = "An option of a plugin, for example -Dalloc.counting.peak=true.")
  private final Map<String, String> properties = new TreeMap<>();

  @Option(
      names = "--jvm-arg",
      paramLabel = "ARG",
      description = "An option for the JVMs that are started; may be repeated.")
  private final List<String> arguments = new ArrayList<>();

  @Option(
      names = "--deny-native-access",
      description = "Runs those JVMs without access to native memory; only Java-heap ones work.")
  private boolean denyNativeAccess;

  /** Creates the options, for picocli to fill. */
  public JvmOptions() {}

  /**
   * Returns the system properties, plugins' options among them.
   *
   * @return values by names, unmodifiable
   * @throws BadInputException if one of them selects the allocator or is not for a plugin
   */
  public Map<String, String> properties() {
    if (properties.containsKey(SELECTION)) {
      throw new BadInputException(
          "-D%s is for programs; name allocators with --impl here.".formatted(SELECTION));
    }
    for (String name : properties.keySet()) {
      if (!name.startsWith(OPTION_PREFIX)) {
        throw new BadInputException(
            "-D%s is no option of a plugin, which would be -Dalloc.PLUGIN.OPTION; for another system"
                    .formatted(name)
                + " property say --jvm-arg=-D%s.".formatted(name));
      }
    }
    return Collections.unmodifiableMap(properties);
  }

  /**
   * Refuses options for JVMs if none will be started.
   *
   * @throws BadInputException if there are such options
   */
  public void requireNone() {
    if (denyNativeAccess || !arguments.isEmpty()) {
      throw new BadInputException(
          "--jvm-arg and --deny-native-access are for JVMs that are started; --in-process starts"
              + " none. Set the environment variable JDK_JAVA_OPTIONS instead.");
    }
  }

  /**
   * Returns these options as Java's launcher knows them.
   *
   * @return options to come before the class path and the main class
   */
  public List<String> forJava() {
    List<String> options = new ArrayList<>();
    options.add(
        denyNativeAccess ? "--illegal-native-access=deny" : "--enable-native-access=ALL-UNNAMED");
    options.add("-Dalloc.tck.emulated=true");
    properties().forEach((name, value) -> options.add("-D" + name + "=" + value));
    options.addAll(arguments);
    return options;
  }
}
