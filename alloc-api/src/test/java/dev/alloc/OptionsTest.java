package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options: where they come from, and what is refused (rule 11.6). */
final class OptionsTest {
  @TempDir private static Path folder;
  private static Path jar = Path.of("");

  /** The fake {@code counting} calls itself what its options say. */
  @BeforeAll
  static void build() {
    jar =
        new PluginJar(folder)
            .with(
                FakePlugin.base("counting")
                    .option("limit", "none")
                    .option("depth", "8")
                    .option("peak", "false")
                    .option("title", "")
                    .create(
                        "return dev.alloc.FakeAllocator.base(config.bytes(\"limit\", -1) + \" \" +"
                            + " config.integer(\"depth\", -1) + \" \" + config.flag(\"peak\","
                            + " false) + \" \" + config.text(\"title\", \"untitled\"));"))
            .with(FakePlugin.base("system"))
            .with(
                FakePlugin.base("sloppy").create("config.text(\"undeclared\", \"\"); return null;"))
            .write("options.jar");
  }

  @AfterEach
  void clear() {
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("alloc."))
        .forEach(System::clearProperty);
  }

  @Test
  void valuesComeFromThePropertiesAndTheMapWins() throws IOException {
    assertEquals("-1 -1 false untitled", values(Map.of()));
    System.setProperty("alloc.counting.depth", "3");
    System.setProperty("alloc.counting.peak", "");
    assertEquals("-1 3 true untitled", values(Map.of()));
    assertEquals(
        "65536 4 false a b",
        values(
            Map.of(
                "counting.limit", "64k",
                "counting.depth", "4",
                "alloc.counting.peak", "false",
                "counting.title", "a b")));
  }

  @Test
  void anUnknownOptionIsAnsweredWithTheKnownOnes() throws IOException {
    assertEquals(
        "alloc.counting.peek is not an option of 'counting'."
            + " Options: depth, limit, peak, title. Did you mean 'peak'?",
        refused("counting.peek", "true"));
    System.setProperty("alloc.counting.zzz", "1");
    assertEquals(
        "alloc.counting.zzz is not an option of 'counting'. Options: depth, limit, peak, title.",
        refused("counting.depth", "1"));
  }

  @Test
  void anOptionOfAPluginWithoutAnySaysSo() throws IOException {
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      assertEquals(
          "alloc.system.x is not an option of 'system'. Options: none.",
          assertThrows(
                  AllocatorLookupException.class,
                  () -> Allocators.create("system", Map.of("system.x", "1"), loader))
              .getMessage());
    }
  }

  @Test
  void anOptionOfNoPluginIsRefused() throws IOException {
    assertEquals(
        "alloc.countign.peak is not an option of any plugin found: counting, sloppy, system."
            + " Did you mean 'alloc.counting.peak'?",
        refused("countign.peak", "true"));
    assertEquals(
        "alloc.nothing is not an option of any plugin found: counting, sloppy, system.",
        refused("nothing", "1"));
    assertEquals(
        "alloc.counting is not an option of 'counting'. Options: depth, limit, peak, title.",
        refused("counting", "1"));
  }

  @Test
  void optionsOutsideTheChainAndOfTheToolsAreIgnored() throws IOException {
    assertEquals("-1 -1 false untitled", values(Map.of("system.nothing", "1")));
    System.setProperty("alloc.impl", "nothing");
    System.setProperty("alloc.tck.scale", "1");
    System.setProperty("alloc.suite.anything", "1");
    System.setProperty("alloc.junit.sites", "true");
    assertEquals("-1 -1 false untitled", values(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "512, 512",
    "64k, 65536",
    "64K, 65536",
    "16m, 16777216",
    "2g, 2147483648",
    "9223372036854775807, 9223372036854775807"
  })
  void sizesAreWrittenAsPeopleWriteThem(String text, long bytes) throws IOException {
    assertEquals(bytes + " -1 false untitled", values(Map.of("counting.limit", text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "1.5m", "64kb", "k", "0x10", "9223372036854775808", "8589934592g", " 1"})
  void sizesThatAreNoneAreRefused(String text) throws IOException {
    assertEquals(
        "alloc.counting.limit=%s is not a size in bytes: a whole number from 0, which may end in k,"
                .formatted(text)
            + " m or g. Help. Default: none.",
        refused("counting.limit", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1k", "2147483648", "one"})
  void numbersThatAreNoneAreRefused(String text) throws IOException {
    assertEquals(
        "alloc.counting.depth=%s is not a whole number from 0 to 2147483647. Help. Default: 8."
            .formatted(text),
        refused("counting.depth", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "TRUE", " "})
  void switchesThatAreNoneAreRefused(String text) throws IOException {
    assertEquals(
        "alloc.counting.peak=%s is not true or false. Help. Default: false.".formatted(text),
        refused("counting.peak", text));
  }

  @Test
  void aPluginMayOnlyReadWhatItDeclares() throws IOException {
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      assertEquals(
          "'sloppy' reads the option 'undeclared' but does not declare it",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> Allocators.create("sloppy", Map.of(), loader))
              .getMessage());
    }
  }

  private static String values(Map<String, String> options) throws IOException {
    try (URLClassLoader loader = PluginJar.loader(jar);
        Allocator allocator = Allocators.create("counting", options, loader)) {
      return allocator.name();
    }
  }

  private static String refused(String key, String value) throws IOException {
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      return Messages.of(
          assertThrows(
              AllocatorLookupException.class,
              () -> Allocators.create("counting", Map.of(key, value), loader)));
    }
  }
}
