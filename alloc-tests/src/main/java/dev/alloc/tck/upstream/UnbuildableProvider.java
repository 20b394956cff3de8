package dev.alloc.tck.upstream;

import com.google.auto.service.AutoService;
import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorProvider;
import java.util.Optional;

/** A wrapper that takes its upstream and then fails, so that a chain fails half way (rule 10.3). */
@AutoService(AllocatorProvider.class)
@SuppressWarnings("exports") // the annotation is for the compiler only
public final class UnbuildableProvider implements AllocatorProvider {

  /** Creates the provider. */
  public UnbuildableProvider() {}

  @Override
  public String name() {
    return BoundUpstream.UNBUILDABLE;
  }

  @Override
  public boolean needsUpstream() {
    return true;
  }

  @Override
  public Optional<String> unavailable() {
    return BoundUpstream.unavailable(this);
  }

  @Override
  public Allocator create(AllocatorConfig config) {
    Allocator first = config.upstream();
    Allocator second = config.upstream();
    throw new UnbuildableException(first.equals(second));
  }

  /** The failure the TCK asked for. */
  public static final class UnbuildableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean sameUpstream;

    UnbuildableException(boolean sameUpstream) {
      super(BoundUpstream.UNBUILDABLE + " always fails after it took its upstream");
      this.sameUpstream = sameUpstream;
    }

    /** Whether the API gave the same upstream twice. */
    public boolean sameUpstream() {
      return sameUpstream;
    }
  }
}
