package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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

  @Test
  void anAllocatorThatWasLentIsNotClosed() throws IOException {
    FakeAllocator lent = FakeAllocator.base("lent");
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      Allocator over = over(loader, "counting+debug", lent);
      assertEquals("counting+debug+lent", over.name());
      over.close();
      Allocator first = over(loader, "counting", lent);
      Allocator second = over(loader, "counting", lent);
      first.close();
      assertThrows(IllegalStateException.class, first::stats);
      second.stats();
      second.close();
    }
    lent.stats();
    assertEquals(
        List.of(
            "create lent",
            "create debug",
            "create counting",
            "close counting",
            "close debug",
            "create counting",
            "create counting",
            "close counting",
            "close counting"),
        FakeAllocator.events());
  }

  @Test
  void anAllocatorThatWasLentIsNotClosedWithABrokenChainEither() throws IOException {
    FakeAllocator lent = FakeAllocator.base("lent");
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      assertThrows(
          IllegalArgumentException.class, () -> over(loader, "counting+fussy+debug", lent));
    }
    lent.stats();
    assertEquals(List.of("create lent", "create debug", "close debug"), FakeAllocator.events());
  }

  @Test
  void whatLiesUnderTheWrapperRefusesEveryCallOnceTheLoanIsOver() {
    Allocator lent = new LentAllocator(FakeAllocator.base("lent"), new AtomicBoolean());
    MemorySegment block = lent.allocate(8, 8);
    lent.close();
    List<Executable> calls =
        List.of(
            () -> lent.allocate(8, 8),
            () -> lent.allocateZeroed(8, 8),
            () -> lent.reallocate(block, 16, 8),
            () -> lent.free(block),
            () -> lent.reset(0),
            lent::mark,
            lent::check,
            lent::resetPeak,
            () -> lent.confinedArena(false),
            () -> lent.sharedArena(false),
            lent::stats);
    calls.forEach(
        call ->
            assertEquals(
                "lent: this allocator is closed",
                assertThrows(IllegalStateException.class, call).getMessage()));
  }

  @Test
  void onlyWrappersArePutOverAnAllocator() throws IOException {
    FakeAllocator lent = FakeAllocator.base("lent");
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      assertEquals(
          "'counting+other' cannot be put over 'lent': 'other' is a base and has nothing under it.",
          assertThrows(AllocatorLookupException.class, () -> over(loader, "counting+other", lent))
              .getMessage());
      lent.close();
      assertThrows(IllegalStateException.class, () -> over(loader, "counting", lent));
    }
  }

  private static Allocator over(ClassLoader loader, String spec, Allocator upstream) {
    return new Composer(Catalog.of(loader), Map.of()).composeOver(spec, upstream);
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
