package dev.alloc.tck.upstream;

import com.google.auto.service.AutoService;
import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorProvider;
import java.util.Optional;

/** Hands out the allocator that {@link BoundUpstream} bound to this thread. */
@AutoService(AllocatorProvider.class)
@SuppressWarnings("exports") // the annotation is for the compiler only
public final class ProbeProvider implements AllocatorProvider {

  /** Creates the provider. */
  public ProbeProvider() {}

  @Override
  public String name() {
    return BoundUpstream.NAME;
  }

  @Override
  public Optional<String> unavailable() {
    return BoundUpstream.unavailable(this);
  }

  @Override
  public Allocator create(AllocatorConfig config) {
    return BoundUpstream.get();
  }
}
