package dev.alloc.system;

import dev.alloc.Allocator;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs {@link ChildProgram} in a JVM of its own, whose flags are the subject of a test. */
final class ChildJvm {

  private ChildJvm() {}

  static List<String> onClassPath(String... flags) throws IOException, InterruptedException {
    return run(
        List.of(flags),
        "--class-path",
        join(Allocator.class, SystemProvider.class, ChildProgram.class),
        ChildProgram.class.getName());
  }

  static List<String> onModulePath(String... flags) throws IOException, InterruptedException {
    return run(
        List.of(flags),
        "--module-path",
        join(Allocator.class, SystemProvider.class),
        "--patch-module",
        "dev.alloc.system=" + join(ChildProgram.class),
        "--module",
        "dev.alloc.system/" + ChildProgram.class.getName());
  }

  /** Runs another program on the class path; the flags of a test may be among its arguments. */
  static List<String> run(Class<?> program, List<String> flags, String... flagsAndArguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(flags);
    List<String> rest = new ArrayList<>();
    rest.addAll(List.of("--class-path", join(Allocator.class, SystemProvider.class, program)));
    rest.add(program.getName());
    for (String each : flagsAndArguments) {
      (each.startsWith("-") ? all : rest).add(each);
    }
    return run(all, rest.toArray(String[]::new));
  }

  /** Returns all that the program printed, line by line, its exit code at the end. */
  private static List<String> run(List<String> flags, String... program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(flags);
    Collections.addAll(command, program);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(output.lines().toList());
    lines.add("exit code " + process.waitFor());
    return lines;
  }

  private static String join(Class<?>... classes) {
    List<String> places = new ArrayList<>();
    for (Class<?> each : classes) {
      try {
        places.add(
            Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      } catch (URISyntaxException e) {
        throw new AssertionError(e);
      }
    }
    return String.join(File.pathSeparator, places);
  }
}
