package com.example.nettypooled;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorProvider;

/** Provides {@code netty-pooled}. */
public final class NettyPooledProvider implements AllocatorProvider {

  /** Creates the provider. */
  public NettyPooledProvider() {}

  @Override
  public String name() {
    return NettyPooledAllocator.NAME;
  }

  @Override
  public Allocator create(AllocatorConfig config) {
    return new NettyPooledAllocator();
  }
}
