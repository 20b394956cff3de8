package vendor.unsound;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorProvider;

/** A plugin that takes its JVM down, ends it, or hangs, whenever it is asked for the unusual. */
public final class UnsoundProvider implements AllocatorProvider {

  @Override
  public String name() {
    return "unsound";
  }

  @Override
  public boolean needsUpstream() {
    return true;
  }

  @Override
  public Allocator create(AllocatorConfig config) {
    return new UnsoundAllocator(config.upstream());
  }
}
