package dev.alloc.tracking;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Tracking allocators over others, by options as a user sets them. */
final class Fixtures {
  private static final String WITHOUT_STACKS = "0";

  private Fixtures() {}

  static Allocator plain() {
    return Allocators.create("tracking", Map.of("tracking.depth", WITHOUT_STACKS));
  }

  static Allocator with(String option, String value) {
    return Allocators.create("tracking", Map.of("tracking." + option, value));
  }

  static Allocator over(Allocator upstream, Map<String, String> options) {
    return new TrackingProvider().create(new Config(upstream, options));
  }

  /** Native memory whose frees can be made to fail. */
  static Allocator functions(Function<Long, MemorySegment> allocate, Consumer<MemorySegment> free) {
    return Allocators.of(
        (byteSize, _) -> allocate.apply(byteSize),
        free,
        Set.of(Capability.NATIVE, Capability.SCOPES));
  }

  private record Config(Allocator upstream, Map<String, String> options)
      implements AllocatorConfig {
    @Override
    public long bytes(String key, long otherwise) {
      return options.containsKey(key) ? Long.parseLong(text(key, "")) : otherwise;
    }

    @Override
    public int integer(String key, int otherwise) {
      return (int) bytes(key, otherwise);
    }

    @Override
    public boolean flag(String key, boolean otherwise) {
      return options.containsKey(key) ? Boolean.parseBoolean(text(key, "")) : otherwise;
    }

    @Override
    public String text(String key, String otherwise) {
      return options.getOrDefault(key, otherwise);
    }
  }
}
