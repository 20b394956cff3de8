package com.example.arrow;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorProvider;
import java.nio.Buffer;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;

/** Provides {@code arrow}. */
public final class ArrowProvider implements AllocatorProvider {

  /** Creates the provider. */
  public ArrowProvider() {}

  @Override
  public String name() {
    return ArrowAllocator.NAME;
  }

  @Override
  public Optional<String> unavailable() {
    Module arrow = RootAllocator.class.getModule();
    if (Buffer.class.getModule().isOpen(Buffer.class.getPackageName(), arrow)) {
      return Optional.empty();
    }
    String target = arrow.isNamed() ? arrow.getName() : "ALL-UNNAMED";
    return Optional.of(
        "Arrow needs it: start java with --add-opens=java.base/java.nio=%s.".formatted(target));
  }

  @Override
  public Allocator create(AllocatorConfig config) {
    return new ArrowAllocator(new RootAllocator());
  }
}
