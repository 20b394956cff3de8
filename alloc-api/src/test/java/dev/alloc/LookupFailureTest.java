package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that do not exist, or exist too often (rules 11.3 and 11.4). */
final class LookupFailureTest {
  @TempDir private Path folder;

  @Test
  void aTypoIsAnsweredWithTheNamesFoundAndTheNearest() throws IOException {
    assertEquals(
        "No allocator named 'contuing'. Found: arena, counting, system. Did you mean 'counting'?",
        refusal("contuing", "arena", "counting", "system"));
  }

  @Test
  void aTypoBelowTheOutermostIsAnsweredAsWell() throws IOException {
    Path jar = new PluginJar(folder).with(FakePlugin.wrapper("counting")).write("wrapper.jar");
    assertEquals(
        "No allocator named 'aren'. Found: counting."
            + " A plugin JAR that provides it must be on the class path or module path.",
        refusal("counting+aren", jar));
  }

  @Test
  void anUnknownNameIsAnsweredWithWhatToDo() throws IOException {
    assertEquals(
        "No allocator named 'jemalloc'. Found: system."
            + " A plugin JAR that provides it must be on the class path or module path.",
        refusal("jemalloc", "system"));
  }

  @Test
  void aPluginOfOursThatIsMissingIsAnsweredWithItsJar() throws IOException {
    assertEquals(
        "No allocator named 'debug'. Found: system."
            + " Add alloc-debug.jar to the class path or module path.",
        refusal("debug", "system"));
  }

  @Test
  void withoutAnyPluginThereIsNone() {
    assertEquals(
        "No allocator named 'system'. Found: none."
            + " Add alloc-system.jar to the class path or module path.",
        assertThrows(AllocatorLookupException.class, () -> Allocators.create("system"))
            .getMessage());
    assertTrue(Allocators.providers().isEmpty());
  }

  @Test
  void retiredNamesHaveTheirOwnAnswers() throws IOException {
    assertEquals(
        "No allocator named 'paranoid': use debug, or run under Valgrind (docs/valgrind.md).",
        refusal("paranoid", "debug", "system"));
    assertEquals("No allocator named 'fast': use system.", refusal("fast", "debug", "system"));
  }

  @Test
  void nobodyStopsAPluginFromBeingNamedFast() throws IOException {
    Path jar = new PluginJar(folder).with(FakePlugin.base("fast")).write("fast.jar");
    try (URLClassLoader loader = PluginJar.loader(jar);
        Allocator fast = Allocators.create("fast", Map.of(), loader)) {
      assertEquals("fast", fast.name());
    }
  }

  @Test
  void twoJarsOfOneNameAreBothNamedAndHideNobodyElse() throws IOException {
    FakePlugin arena = FakePlugin.base("arena");
    Path ours = new PluginJar(folder).with(arena).with(FakePlugin.base("system")).write("ours.jar");
    Path mine = new PluginJar(folder).with(arena.in("mine")).write("mine.jar");
    Path third = new PluginJar(folder).with(arena.in("third")).write("third.jar");
    assertEquals(
        "Two JARs provide an allocator named 'arena': ours.jar and mine.jar. Remove one.",
        refusal("arena", ours, mine));
    assertEquals(
        "3 JARs provide an allocator named 'arena': ours.jar and mine.jar and third.jar."
            + " Remove one.",
        refusal("arena", ours, mine, third));
    try (URLClassLoader loader = PluginJar.loader(ours, mine);
        Allocator system = Allocators.create("system", Map.of(), loader)) {
      assertEquals("system", system.name());
    }
  }

  @Test
  void whatCannotBeHadHereIsNotListedAndSaysWhy() throws IOException {
    Path jar =
        new PluginJar(folder)
            .with(
                FakePlugin.base("gpu")
                    .unavailable("return java.util.Optional.of(\"no GPU; plug one in.\");"))
            .with(FakePlugin.base("system"))
            .write("gpu.jar");
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      assertEquals(List.of("system"), names(loader));
    }
    assertEquals(
        "The allocator 'gpu' of gpu.jar cannot be had here: no GPU; plug one in.",
        refusal("gpu", jar));
  }

  @Test
  void theSameFailureTwiceIsTheSame() throws IOException {
    Path jar = new PluginJar(folder).with(FakePlugin.base("system")).write("same.jar");
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      String first = refusal("contuing", loader);
      assertEquals(first, refusal("contuing", loader));
    }
  }

  private String refusal(String spec, String... names) throws IOException {
    PluginJar jar = new PluginJar(folder);
    for (String name : names) {
      jar.with(FakePlugin.base(name));
    }
    return refusal(spec, jar.write(spec + ".jar"));
  }

  private static String refusal(String spec, Path... jars) throws IOException {
    try (URLClassLoader loader = PluginJar.loader(jars)) {
      return refusal(spec, loader);
    }
  }

  private static String refusal(String spec, ClassLoader loader) {
    return Messages.of(
        assertThrows(
            AllocatorLookupException.class, () -> Allocators.create(spec, Map.of(), loader)));
  }

  private static List<String> names(ClassLoader loader) {
    return Allocators.providers(loader).stream().map(AllocatorProvider::name).toList();
  }
}
