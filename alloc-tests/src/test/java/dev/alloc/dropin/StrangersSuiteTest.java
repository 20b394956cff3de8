package dev.alloc.dropin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.junit.LeakCheck;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.opentest4j.AssertionFailedError;

/** A suite of somebody else checks for leaks, with nothing but what alloc-tests asks for. */
final class StrangersSuiteTest {
  @TempDir private static Path folder;
  private static Path lib = Path.of("");

  @BeforeAll
  static void deliver() throws IOException {
    LibFolder jars = new LibFolder(folder).withApi().withPlugin("system").withPlugin("counting");
    jars.with("alloc-tests.jar", LeakCheck.class);
    jars.with("junit-jupiter-api.jar", Test.class);
    jars.with("junit-jupiter-engine.jar", JupiterTestEngine.class);
    jars.with("junit-platform-commons.jar", AnnotationSupport.class);
    jars.with("junit-platform-engine.jar", TestEngine.class);
    jars.with("junit-platform-launcher.jar", Launcher.class);
    jars.with("opentest4j.jar", AssertionFailedError.class);
    jars.with("apiguardian.jar", API.class);
    jars.with("jspecify.jar", NullMarked.class);
    jars.compile("leaktest", List.of(), "module-info.java", "BufferTest.java", "Main.java");
    lib = jars.path();
  }

  @Test
  @DisplayName("on the class path")
  void onClassPath() throws Exception {
    assertJudged(
        LibFolder.java(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                lib + File.separator + "*",
                "vendor.leaktest.Main")));
  }

  @Test
  @DisplayName("on the module path, where only it opens its package")
  void onModulePath() throws Exception {
    assertJudged(
        LibFolder.java(
            List.of(
                "--enable-native-access=dev.alloc,dev.alloc.system",
                "--module-path",
                lib.toString(),
                "--module",
                "vendor.leaktest/vendor.leaktest.Main")));
  }

  private static void assertJudged(List<String> lines) {
    Set<String> sorted = new TreeSet<>(lines);
    String output = String.join(System.lineSeparator(), lines);
    assertTrue(
        sorted.removeIf(
            line ->
                line.startsWith("needsTracking(): No allocator named 'tracking'.")
                    && line.endsWith("Add alloc-tracking.jar to the class path or module path.")),
        output);
    assertEquals(
        Set.of(
            "clean()",
            "survives()",
            "leaks(): leaks() leaked 1 block (8 bytes)",
            "  To see where: @LeakCheck(sites = true) or -Dalloc.junit.sites=true",
            "exit code 0"),
        sorted,
        output);
  }
}
