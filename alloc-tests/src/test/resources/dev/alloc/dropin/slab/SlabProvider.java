package vendor.slab;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorProvider;
import java.util.Map;

/** Provides {@code slab}. */
public final class SlabProvider implements AllocatorProvider {
  private static final long DEFAULT_CAPACITY = 16 << 20;

  @Override
  public String name() {
    return "slab";
  }

  @Override
  public Map<String, Option> options() {
    return Map.of("capacity", new Option("16m", "How much memory there is, in bytes."));
  }

  @Override
  public Allocator create(AllocatorConfig config) {
    return new SlabAllocator(config.bytes("capacity", DEFAULT_CAPACITY));
  }
}
