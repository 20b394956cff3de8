package dev.alloc.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs {@link ChildProgram} on the module path, with and without the modules that it can miss. */
class OptionalModulesTest {

  @Test
  @DisplayName("without jdk.jfr and java.management it counts, and says what mbean needs")
  void absent() throws Exception {
    assertEquals(
        List.of(
            "counting+system: 64",
            "alloc.counting.mbean=true needs the module java.management;"
                + " start java with --add-modules java.management",
            "exit code 0"),
        child("--limit-modules=java.base,dev.alloc,dev.alloc.system"));
  }

  @Test
  @DisplayName("with both, on the module path: the event is recorded, the bean registered")
  void present() throws Exception {
    assertEquals(
        List.of("counting+system: 64", "recorded 64", "MXBean of counting+system", "exit code 0"),
        child("--add-modules=java.management,jdk.jfr"));
  }

  private static List<String> child(String modules) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Collections.addAll(
        command,
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xlog:disable", // JFR tells standard output that it has started
        modules,
        "--enable-native-access=dev.alloc.system,dev.alloc",
        "--module-path",
        Stream.of(Allocator.class, Allocators.create("system").getClass(), CountingProvider.class)
            .map(OptionalModulesTest::place)
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow(),
        "--patch-module",
        "dev.alloc.counting=" + place(ChildProgram.class),
        "--module",
        "dev.alloc.counting/" + ChildProgram.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(output.lines().toList());
    lines.add("exit code " + process.waitFor());
    return lines;
  }

  private static String place(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
