package dev.alloc.suite.linear;

import com.google.auto.service.AutoService;
import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorProvider;

/** Provides {@code linear}, the baseline that every other allocator is to beat. */
@AutoService(AllocatorProvider.class)
@SuppressWarnings("exports") // the annotation is for the compiler only
public final class LinearProvider implements AllocatorProvider {

  /** Creates the provider. */
  public LinearProvider() {}

  @Override
  public String name() {
    return LinearAllocator.NAME;
  }

  @Override
  public boolean needsUpstream() {
    return true;
  }

  @Override
  public Allocator create(AllocatorConfig config) {
    return LinearAllocator.over(config.upstream());
  }
}
