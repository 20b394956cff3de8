package com.example.buddy;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import java.util.Map;

/** Provides {@code buddy}. */
public final class BuddyProvider implements AllocatorProvider {
  private static final long LEAST = 1L << 16;
  private static final long MOST = 1L << 36;

  /** Creates the provider. */
  public BuddyProvider() {}

  @Override
  public String name() {
    return BuddyAllocator.NAME;
  }

  @Override
  public Map<String, Option> options() {
    return Map.of("capacity", new Option("64m", "How much memory there is, a power of two."));
  }

  @Override
  public Allocator create(AllocatorConfig config) {
    long capacity = config.bytes("capacity", 64L << 20);
    if (Long.bitCount(capacity) != 1 || capacity < LEAST || capacity > MOST) {
      throw new AllocatorLookupException(
          "alloc.buddy.capacity=%d is not a power of two from %d to %d."
              .formatted(capacity, LEAST, MOST));
    }
    return new BuddyAllocator(capacity);
  }
}
