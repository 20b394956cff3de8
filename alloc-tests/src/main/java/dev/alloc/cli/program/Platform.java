package dev.alloc.cli.program;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a program gets to run on an allocator: the API, the plugins, and the choice.
 *
 * <p>They come before the program's own paths, so that the API and its plugins are always those of
 * one build, whatever the program was built with.
 *
 * @param jars JARs, or folders of classes
 * @param properties the system properties that make the choice
 */
public record Platform(List<Path> jars, Map<String, String> properties) {
  private static final String API_MODULE = "dev.alloc";

  /**
   * Returns the arguments that start a program on this platform.
   *
   * @param program what would follow {@code java} without it
   * @return what follows {@code java} with it
   */
  public List<String> start(JavaArguments program) {
    return start(program, List.of());
  }

  /**
   * Returns the arguments that start a program on this platform with further options.
   *
   * @param program what would follow {@code java} without it
   * @param jvmOptions options that come after those of the program
   * @return what follows {@code java} with it
   */
  public List<String> start(JavaArguments program, List<String> jvmOptions) {
    List<String> command = new ArrayList<>(program.options());
    command.addAll(jvmOptions);
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    switch (program.kind()) {
      case NOTHING, CLASS -> {
        command.add("--enable-native-access=ALL-UNNAMED");
        add(command, "--module-path", program.modulePath());
        add(
            command,
            "--class-path",
            before(Objects.requireNonNullElseGet(program.classPath(), Platform::defaultClassPath)));
      }
      case JAR -> {
        command.add("--enable-native-access=ALL-UNNAMED");
        add(command, "--class-path", before(program.program()));
      }
      case MODULE -> {
        command.add("--enable-native-access=" + allAndModules());
        command.add("--add-modules=" + API_MODULE); // and with it every module that provides for it
        add(command, "--module-path", before(program.modulePath()));
        add(command, "--class-path", program.classPath());
      }
    }
    command.addAll(target(program));
    command.addAll(program.programArguments());
    return command;
  }

  private static List<String> target(JavaArguments program) {
    return switch (program.kind()) {
      case NOTHING -> List.of();
      case CLASS -> List.of(program.program());
      case MODULE -> List.of("--module", program.program());
      case JAR -> {
        ExecutableJar jar = ExecutableJar.read(program.program());
        yield Stream.concat(jar.options().stream(), Stream.of(jar.mainClass())).toList();
      }
    };
  }

  private static void add(List<String> command, String option, @Nullable String path) {
    if (path != null) {
      command.addAll(List.of(option, path));
    }
  }

  private String before(@Nullable String path) {
    Stream<String> own = jars.stream().map(Path::toString);
    return Stream.concat(own, Stream.ofNullable(path))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String allAndModules() {
    Stream<String> modules =
        ModuleFinder.of(jars.toArray(Path[]::new)).findAll().stream()
            .map(module -> module.descriptor().name())
            .sorted();
    return Stream.concat(Stream.of("ALL-UNNAMED"), modules).collect(Collectors.joining(","));
  }

  /** As Java's launcher has it. */
  private static String defaultClassPath() {
    return Objects.requireNonNullElse(System.getenv("CLASSPATH"), ".");
  }
}
