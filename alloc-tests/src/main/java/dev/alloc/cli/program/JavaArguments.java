package dev.alloc.cli.program;

import dev.alloc.cli.request.BadInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of Java's launcher, taken apart as far as a program's paths are concerned: the class
 * path and module path, what is to be started, and the rest. Not thread safe.
 */
public final class JavaArguments {

  /** How a program is named. */
  enum Kind {
    /** Nothing is started, as with {@code -version}. */
    NOTHING,
    /** A class of the class path, or a source file. */
    CLASS,
    /** An executable JAR. */
    JAR,
    /** A module, or a class of one. */
    MODULE
  }

  private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");
  private static final Set<String> MODULE_PATH = Set.of("-p", "--module-path");
  private static final Set<String> MODULE = Set.of("-m", "--module");
  private static final Set<String> WITH_VALUE =
      Set.of(
          "--add-exports",
          "--add-modules",
          "--add-opens",
          "--add-reads",
          "--describe-module",
          "-d",
          "--enable-native-access",
          "--limit-modules",
          "--patch-module",
          "--source",
          "--upgrade-module-path");

  private final List<String> options = new ArrayList<>();
  private final List<String> programArguments = new ArrayList<>();
  private @Nullable String classPath;
  private @Nullable String modulePath;
  private String program = "";
  private Kind kind = Kind.NOTHING;
  private boolean complete; // what follows belongs to the program
  private boolean expanding = true;
  private @Nullable String pending; // an option whose value comes next

  private JavaArguments() {}

  /**
   * Takes arguments apart, those in {@code @files} as well.
   *
   * @param arguments what would follow {@code java}
   * @return the parts
   * @throws BadInputException if a value is missing or a file of arguments cannot be read
   */
  public static JavaArguments of(List<String> arguments) {
    JavaArguments parts = new JavaArguments();
    for (String argument : arguments) {
      if (parts.complete || !parts.expanding || !argument.startsWith("@")) {
        parts.add(argument);
      } else if (argument.startsWith("@@")) {
        parts.add(argument.substring(1));
      } else {
        ArgumentFile.read(argument.substring(1)).forEach(parts::add);
      }
    }
    if (parts.pending != null || (parts.kind == Kind.JAR && !parts.complete)) {
      throw new BadInputException(
          "Java's arguments end with %s; its value is missing."
              .formatted(parts.pending == null ? "-jar" : parts.pending));
    }
    return parts;
  }

  /**
   * Returns the system properties that are set.
   *
   * @return values by names, the last one if there are several
   */
  public Map<String, String> systemProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String option : options) {
      if (option.startsWith("-D")) {
        String[] pair = option.substring(2).split("=", 2);
        properties.put(pair[0], pair.length == 2 ? pair[1] : "");
      }
    }
    return properties;
  }

  /**
   * Returns the options but for paths and what is started.
   *
   * @return options for {@code java}, unmodifiable
   */
  public List<String> options() {
    return List.copyOf(options);
  }

  @Nullable String classPath() {
    return classPath;
  }

  @Nullable String modulePath() {
    return modulePath;
  }

  Kind kind() {
    return kind;
  }

  /**
   * Returns what is to be started.
   *
   * @return a class, a source file, a JAR or a module; empty if nothing is
   */
  public String program() {
    return program;
  }

  List<String> programArguments() {
    return List.copyOf(programArguments);
  }

  private void add(String argument) {
    int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
    if (complete) {
      programArguments.add(argument);
    } else if (pending != null) {
      String option = pending;
      pending = null;
      set(option, argument);
    } else if (CLASS_PATH.contains(argument)
        || MODULE_PATH.contains(argument)
        || MODULE.contains(argument)
        || WITH_VALUE.contains(argument)) {
      pending = argument;
    } else if (equals > 0) {
      set(argument.substring(0, equals), argument.substring(equals + 1));
    } else if (argument.equals("-jar")) {
      kind = Kind.JAR; // its path is the first argument that is no option
    } else if (argument.equals("--disable-@files")) {
      expanding = false;
    } else if (argument.startsWith("-")) {
      options.add(argument);
    } else {
      start(kind == Kind.JAR ? Kind.JAR : Kind.CLASS, argument);
    }
  }

  private void set(String option, String value) {
    if (CLASS_PATH.contains(option)) {
      classPath = value;
    } else if (MODULE_PATH.contains(option)) {
      modulePath = value;
    } else if (MODULE.contains(option)) {
      start(Kind.MODULE, value);
    } else if (option.startsWith("--")) {
      options.add(option + "=" + value);
    } else {
      options.addAll(List.of(option, value));
    }
  }

  private void start(Kind how, String what) {
    kind = how;
    program = what;
    complete = true;
  }
}
