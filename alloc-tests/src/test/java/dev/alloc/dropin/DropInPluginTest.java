package dev.alloc.dropin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.cli.Executed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JAR dropped next to the others is all it takes: found by name, and right by the TCK. The plugin
 * is the one that {@code new-plugin} writes.
 */
final class DropInPluginTest {
  private static final String DENY = "--illegal-native-access=deny";
  private static final int FEWEST_RULES = 40;

  @TempDir private static Path folder;
  private static Path lib = Path.of("");
  private static Path plugin = Path.of("");

  @BeforeAll
  static void deliver() throws IOException {
    LibFolder jars = new LibFolder(folder).withApi().withPlugin("system").withPlugin("counting");
    String project = folder.resolve("slab").toString();
    Executed generated =
        Executed.of(
            "new-plugin", "slab", project, "--package=vendor.slab", "--alloc-version=1.2.3");
    assertEquals(0, generated.exitCode(), generated.err());
    plugin = jars.compile("slab", Path.of(project));
    jars.compile("app", List.of(), "module-info.java", "Main.java");
    lib = jars.path();
  }

  @Test
  @DisplayName("it is found on the class path, alone and under a wrapper of ours")
  void foundOnClassPath() throws Exception {
    List<String> listed = List.of("counting", "slab", "system", "class path", "exit code 0");
    assertEquals(with("slab 42", listed), onClassPath(DENY, "-Dalloc.impl=slab"));
    assertEquals(with("counting+slab 42", listed), onClassPath(DENY, "-Dalloc.impl=counting+slab"));
  }

  @Test
  @DisplayName("it is found on the module path, although nobody requires it")
  void foundOnModulePath() throws Exception {
    List<String> listed = List.of("counting", "slab", "system", "module path", "exit code 0");
    assertEquals(with("slab 42", listed), onModulePath(DENY, "-Dalloc.impl=slab"));
    assertEquals(
        with("counting+slab 42", listed), onModulePath(DENY, "-Dalloc.impl=counting+slab"));
  }

  @Test
  @DisplayName("its options are taken and checked like those of any other")
  void optionsAreItsOwn() throws Exception {
    assertEquals(
        "slab 42", onClassPath("-Dalloc.impl=slab", "-Dalloc.slab.capacity=1m").getFirst());
    String refused = String.join("\n", onClassPath("-Dalloc.impl=slab", "-Dalloc.slab.capacty=1m"));
    assertTrue(
        refused.contains(
            "alloc.slab.capacty is not an option of 'slab'. Options: capacity."
                + " Did you mean 'capacity'?"),
        refused);
  }

  @Test
  @DisplayName("it passes the TCK")
  void passesTheTck() {
    Executed executed =
        Executed.of("tck", "--plugin", plugin.toString(), "--impl", "slab", "--scale", "0.02");
    assertEquals(0, executed.exitCode(), executed.err());
    Matcher result = Pattern.compile("slab: (\\d+) passed, 0 failed").matcher(executed.err());
    assertTrue(result.find(), executed.err());
    assertTrue(Integer.parseInt(result.group(1)) >= FEWEST_RULES, executed.err());
  }

  @Test
  @DisplayName("where native access is denied, system says so in one sentence and heap works")
  void withoutNativeAccess() throws Exception {
    List<String> denied = onClassPath(DENY, "-Dalloc.impl=system");
    assertTrue(
        denied.stream()
            .anyMatch(
                line ->
                    line.endsWith(
                        "system: native access is denied; start java with"
                            + " --enable-native-access=ALL-UNNAMED")),
        () -> String.join(System.lineSeparator(), denied));
    List<String> heap =
        LibFolder.java(
            List.of(
                DENY,
                "-Dalloc.impl=counting+heap",
                "-Dalloc.tck.emulated=true",
                "-classpath",
                lib.resolve("app.jar") + File.pathSeparator + System.getProperty("java.class.path"),
                "vendor.app.Main"));
    assertEquals("counting+heap 42", heap.getFirst());
    assertEquals("exit code 0", heap.getLast());
  }

  private static List<String> onClassPath(String... flags) throws Exception {
    return java(flags, "-classpath", lib + File.separator + "*", "vendor.app.Main");
  }

  private static List<String> onModulePath(String... flags) throws Exception {
    return java(flags, "--module-path", lib.toString(), "--module", "vendor.app/vendor.app.Main");
  }

  private static List<String> java(String[] flags, String... program) throws Exception {
    List<String> arguments = new ArrayList<>();
    Collections.addAll(arguments, flags);
    Collections.addAll(arguments, program);
    return LibFolder.java(arguments);
  }

  private static List<String> with(String first, List<String> rest) {
    List<String> all = new ArrayList<>(rest);
    all.addFirst(first);
    return all;
  }
}
