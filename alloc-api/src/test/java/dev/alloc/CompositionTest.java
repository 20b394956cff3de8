package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains: what they are made of, who closes whom, and what becomes of half a chain. */
final class CompositionTest {
  @TempDir private static Path folder;
  private static Path jar = Path.of("");

  @BeforeAll
  static void build() {
    jar =
        new PluginJar(folder)
            .with(FakePlugin.base("system"))
            .with(FakePlugin.base("other"))
            .with(FakePlugin.wrapper("counting"))
            .with(FakePlugin.wrapper("debug"))
            .with(
                FakePlugin.wrapper("fussy")
                    .create(
                        "if (config.upstream() == config.upstream()) throw new"
                            + " IllegalArgumentException(\"no\"); return null;"))
            .with(FakePlugin.base("greedy").create("return config.upstream();"))
            .write("chain.jar");
  }

  @BeforeEach
  void forget() {
    FakeAllocator.events();
  }

  @Test
  void namesAreJoinedOutermostFirstOverSystemIfNothingElseIsSaid() throws IOException {
    assertEquals("counting+debug+other", composedName("counting+debug+other"));
    assertEquals("counting+counting+system", composedName("counting+counting"));
    assertEquals("debug+system", composedName("debug"));
    assertEquals("other", composedName("other"));
  }

  @Test
  void aLayerClosesTheOneItAskedForLast() throws IOException {
    composedName("counting+debug");
    assertEquals(
        List.of(
            "create system",
            "create debug",
            "create counting",
            "close counting",
            "close debug",
            "close system"),
        FakeAllocator.events());
  }

  @Test
  void whatWasBuiltOfABrokenChainIsClosed() throws IOException {
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> Allocators.create("counting+fussy+debug", Map.of(), loader));
      assertEquals("no", refused.getMessage());
    }
    assertEquals(
        List.of("create system", "create debug", "close debug", "close system"),
        FakeAllocator.events());
  }

  @Test
  void aBaseHasNothingUnderIt() throws IOException {
    assertEquals(
        "'system+counting' cannot be built: 'system' is a base and has nothing under it;"
            + " put 'counting' before it.",
        refused(AllocatorLookupException.class, "system+counting"));
    assertEquals(
        "'greedy' is a base: needsUpstream() is false, so there is none",
        refused(IllegalStateException.class, "greedy"));
  }

  @Test
  void aSpecIsNamesAndNothingElse() throws IOException {
    String found = "Found: counting, debug, fussy, greedy, other, system.";
    for (String spec : List.of("", "+", "counting+", "+counting", "counting++system")) {
      assertEquals(
          "'%s' is not a spec: names joined by '+', outermost first. %s".formatted(spec, found),
          refused(AllocatorLookupException.class, spec));
    }
    for (String spec : List.of("Counting", "counting system", "counting,system")) {
      assertInstanceOf(String.class, refused(AllocatorLookupException.class, spec), "spec " + spec);
    }
  }

  private String composedName(String spec) throws IOException {
    try (URLClassLoader loader = PluginJar.loader(jar);
        Allocator allocator = Allocators.create(spec, Map.of(), loader)) {
      return allocator.name();
    }
  }

  private String refused(Class<? extends RuntimeException> type, String spec) throws IOException {
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      return String.valueOf(
          assertThrows(type, () -> Allocators.create(spec, Map.of(), loader)).getMessage());
    }
  }
}
