package com.example.jemalloc;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorProvider;

/** Provides {@code jemalloc}. */
public final class JemallocProvider implements AllocatorProvider {

  /** Creates the provider; the library is loaded with the first allocator. */
  public JemallocProvider() {}

  @Override
  public String name() {
    return JemallocAllocator.NAME;
  }

  @Override
  public Allocator create(AllocatorConfig config) {
    return new JemallocAllocator();
  }
}
