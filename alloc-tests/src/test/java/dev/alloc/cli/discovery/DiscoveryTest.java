package dev.alloc.cli.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
  private static final ClassLoader OWN = DiscoveryTest.class.getClassLoader();

  @Test
  void aBrokenProviderIsToldAndHidesNobody(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve("dev.alloc.AllocatorProvider"), "no.such.Provider");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, OWN)) {
      Discovery discovery = new Discovery(loader);
      assertEquals(1, discovery.broken().size());
      assertTrue(
          discovery.broken().getFirst().contains("no.such.Provider"), discovery.broken()::toString);
      assertEquals(names(new Discovery(OWN)), names(discovery));
    }
  }

  @Test
  void aSpecNamesItsProviders() {
    Discovery discovery = new Discovery(OWN);
    assertEquals(
        List.of("counting", "system"),
        discovery.named("counting+system").stream().map(FoundProvider::name).toList());
    assertEquals(List.of(), discovery.named("sistem"));
  }

  @Test
  void emulatedAllocatorsCanBeCreatedHere() {
    String before = System.getProperty("alloc.tck.emulated");
    Discovery discovery = new Discovery(OWN);
    assertEquals(Map.of(), discovery.propertiesFor("counting+system"));
    assertEquals(Map.of("alloc.tck.emulated", "true"), discovery.propertiesFor("counting+heap"));
    try (var allocator = discovery.create("counting+heap", Map.of())) {
      assertEquals("counting+heap", allocator.name());
    }
    assertEquals(before, System.getProperty("alloc.tck.emulated"), "the property is left behind");
  }

  @Test
  void allocatorsForTestsAreTold() {
    Discovery discovery = new Discovery(OWN);
    assertTrue(discovery.named("heap").getFirst().forTests());
    assertTrue(discovery.named("failing").getFirst().forTests());
    assertFalse(discovery.named("system").getFirst().forTests());
    assertFalse(discovery.named("linear").getFirst().forTests());
  }

  @Test
  void onlyOptionsOfPluginsAreTaken() {
    Map<String, String> properties =
        Map.of("alloc.impl", "x", "alloc.tck.scale", "2", "alloc.suite.terminal", "true", "a", "b");
    try (var allocator = new Discovery(OWN).create("system", properties)) {
      assertEquals("system", allocator.name());
    }
  }

  private static List<String> names(Discovery discovery) {
    return discovery.found().stream().map(FoundProvider::name).toList();
  }
}
