package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A provider that cannot be loaded hides nobody and is named, with its cause, when it is asked for.
 */
final class BrokenProviderTest {
  @TempDir private Path folder;

  @Test
  void aConstructorThatThrows() throws IOException {
    AllocatorLookupException refusal =
        refusal(
            new PluginJar(folder)
                .with(
                    FakePlugin.base("broken")
                        .constructor("throw new IllegalStateException(\"boom\");")));
    assertEquals(
        "No allocator named 'broken'. Found: healthy."
            + " A plugin JAR that provides it must be on the class path or module path."
            + " Could not be loaded: plugins.BrokenProvider in broken.jar"
            + " (java.lang.IllegalStateException: boom).",
        refusal.getMessage());
    assertEquals("boom", rootOf(refusal).getMessage());
  }

  @Test
  void aClassThatIsMissing() throws IOException {
    AllocatorLookupException refusal =
        refusal(
            new PluginJar(folder)
                .with(FakePlugin.base("broken").orphan())
                .without("plugins.BrokenProviderParent"));
    Messages.assertContains("plugins/BrokenProviderParent", refusal);
    assertInstanceOf(ClassNotFoundException.class, rootOf(refusal));
  }

  @Test
  void aStaticInitialiserThatFails() throws IOException {
    AllocatorLookupException refusal =
        refusal(
            new PluginJar(folder)
                .with(
                    FakePlugin.base("broken")
                        .initialiser("throw new IllegalStateException(\"boom\");")));
    Messages.assertContains("plugins.BrokenProvider", refusal);
    Messages.assertContains("boom", refusal);
  }

  @Test
  void aServiceFileThatNamesAMissingClass() throws IOException {
    AllocatorLookupException refusal =
        refusal(new PluginJar(folder).alsoNaming("plugins.NowhereProvider"));
    Messages.assertContains("plugins.NowhereProvider", refusal);
    Messages.assertContains("not found", refusal);
  }

  @Test
  void aNameThatIsNone() throws IOException {
    AllocatorLookupException refusal =
        refusal(new PluginJar(folder).with(FakePlugin.base("Not_a_name")));
    Messages.assertContains(
        "the name 'Not_a_name' is not lower-case letters, digits and single dashes", refusal);
  }

  @Test
  void severalAtOnceAreAllNamed() throws IOException {
    AllocatorLookupException refusal =
        refusal(
            new PluginJar(folder)
                .alsoNaming("plugins.FirstProvider")
                .alsoNaming("plugins.SecondProvider")
                .with(FakePlugin.base("third").constructor("throw new IllegalStateException();")));
    for (String name : new String[] {"FirstProvider", "SecondProvider", "ThirdProvider"}) {
      Messages.assertContains(name, refusal);
    }
    assertEquals(2, refusal.getSuppressed().length);
  }

  @Test
  void aProviderThatCannotEvenSayWhetherItCanBeHad() throws IOException {
    AllocatorLookupException refusal =
        refusal(
            new PluginJar(folder)
                .with(
                    FakePlugin.base("broken")
                        .unavailable("throw new IllegalStateException(\"boom\");")));
    Messages.assertContains("boom", refusal);
  }

  @Test
  void aProviderThatFailsToCreate() throws IOException {
    String[] failures = {
      "throw new NoClassDefFoundError(\"boom\");",
      "throw new ExceptionInInitializerError(\"boom\");"
    };
    for (String failure : failures) {
      AllocatorLookupException refusal =
          refusal(new PluginJar(folder).with(FakePlugin.base("broken").create(failure)));
      Messages.assertContains(
          "The allocator 'broken' of broken.jar could not be created: ", refusal);
      Messages.assertContains("boom", refusal);
      assertInstanceOf(LinkageError.class, refusal.getCause());
    }
    AllocatorLookupException refusal =
        refusal(new PluginJar(folder).with(FakePlugin.base("broken").create("return null;")));
    Messages.assertContains("the provider returned null", refusal);
  }

  @Test
  void aClassOfTheAllocatorThatFailsToInitialiseSaysWhyEachTime() throws IOException {
    Path jar =
        new PluginJar(folder)
            .with(
                FakePlugin.base("broken")
                    .create(
                        "class Late { static { if (true) throw new IllegalStateException(\"boom\");"
                            + " } } new Late(); return null;"))
            .write("late.jar");
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      for (int i = 0; i < 2; i++) {
        AllocatorLookupException refusal =
            assertThrows(
                AllocatorLookupException.class,
                () -> Allocators.create("broken", Map.of(), loader));
        Messages.assertContains("boom", refusal);
      }
    }
  }

  /** Asks for the broken allocator, after the healthy one beside it was created. */
  private AllocatorLookupException refusal(PluginJar broken) throws IOException {
    Path jar = broken.write("broken.jar");
    Path healthy = new PluginJar(folder).with(FakePlugin.base("healthy")).write("healthy.jar");
    try (URLClassLoader loader = PluginJar.loader(jar, healthy)) {
      try (Allocator allocator = Allocators.create("healthy", Map.of(), loader)) {
        assertEquals("healthy", allocator.name());
      }
      return assertThrows(
          AllocatorLookupException.class, () -> Allocators.create("broken", Map.of(), loader));
    }
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
