package dev.alloc.cli.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorProvider;
import dev.alloc.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DescriptionTest {
  private final FoundProvider found = new FoundProvider("slab", new SlabProvider());
  private final String jar = String.valueOf(found.jar().getFileName());

  @Test
  void aPersonReadsWhatItIsPromisesAndCanBeTold() {
    Description description =
        new Description(found, List.of(Capability.THREAD_SAFE, Capability.COUNTS), "");
    assertEquals(
        List.of(
            "slab   on top of another, from " + jar,
            "    THREAD_SAFE, COUNTS",
            "    -Dalloc.slab.bytes=64k   Size of a slab in bytes."),
        description.lines());
  }

  @Test
  void aPersonReadsWhyItCannotBeHad() {
    Description description = new Description(found, List.of(), "no slabs here");
    assertEquals("    cannot be created: no slabs here", description.lines().get(1));
    assertNull(description.toJson().get("capabilities"));
    assertEquals("no slabs here", description.toJson().get("problem"));
  }

  @Test
  void jsonHasTheSame() {
    Map<String, ?> json = new Description(found, List.of(Capability.COUNTS), "").toJson();
    assertEquals(
        "[name, jar, needsUpstream, capabilities, problem, options]", json.keySet().toString());
    assertEquals(List.of("COUNTS"), json.get("capabilities"));
    assertEquals(
        List.of(Map.of("name", "bytes", "default", "64k", "help", "Size of a slab in bytes.")),
        json.get("options"));
  }

  @Test
  void whatCannotBeCreatedIsDescribedWithTheReason() {
    Discovery discovery = new Discovery(DescriptionTest.class.getClassLoader());
    String problem = Description.of(found, discovery).problem();
    assertTrue(problem.startsWith("No allocator named 'slab'. Found: "), problem);
  }

  private static final class SlabProvider implements AllocatorProvider {

    @Override
    public String name() {
      return "slab";
    }

    @Override
    public boolean needsUpstream() {
      return true;
    }

    @Override
    public Map<String, Option> options() {
      return Map.of("bytes", new Option("64k", "Size of a slab in bytes."));
    }

    @Override
    public Allocator create(AllocatorConfig config) {
      throw new UnsupportedOperationException("never asked for");
    }
  }
}
