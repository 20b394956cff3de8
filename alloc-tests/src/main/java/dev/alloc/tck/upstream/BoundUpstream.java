package dev.alloc.tck.upstream;

import dev.alloc.Allocator;
import dev.alloc.AllocatorProvider;
import dev.alloc.Allocators;
import java.util.Map;
import java.util.Optional;

/**
 * How an allocator of the TCK's gets into a chain that the API builds: it is bound to the calling
 * thread while {@code OUTERMOST+tck-probe} is created, and the provider {@code tck-probe} hands it
 * out as if it had just created it.
 */
public final class BoundUpstream {
  /** The name of what is bound. */
  public static final String NAME = "tck-probe";

  /** The name of a wrapper that always fails to be created. */
  public static final String UNBUILDABLE = "tck-unbuildable";

  private static final ScopedValue<Allocator> UPSTREAM = ScopedValue.newInstance();

  private BoundUpstream() {}

  /** Creates a spec that ends in {@link #NAME}. */
  public static Allocator create(String spec, Map<String, String> options, Allocator upstream) {
    return ScopedValue.where(UPSTREAM, upstream).call(() -> Allocators.create(spec, options));
  }

  static Allocator get() {
    return UPSTREAM.get();
  }

  /** Why the providers of the TCK are not listed elsewhere. */
  static Optional<String> unavailable(AllocatorProvider provider) {
    return UPSTREAM.isBound()
        ? Optional.empty()
        : Optional.of(
            provider.name() + " is a part of the TCK and only there while Probe.compose runs");
  }
}
