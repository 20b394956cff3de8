package dev.alloc.debug;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.debug.fault.Reaction;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What {@code debug} takes from the allocator below it. */
final class LedgerBelow {
  private final AtomicLong liveBytes = new AtomicLong();

  long liveBytes() {
    return liveBytes.get();
  }

  /** A debugging allocator without sites over {@code system}, whose bytes are counted. */
  Allocator debugged(long quarantine) {
    Allocator system = Allocators.create("system");
    Allocator counted =
        Allocators.of(
            (byteSize, byteAlignment) -> {
              liveBytes.addAndGet(byteSize);
              return system.allocate(byteSize, byteAlignment);
            },
            block -> {
              liveBytes.addAndGet(-block.byteSize());
              system.free(block);
            },
            Set.of(Capability.NATIVE, Capability.SCOPES));
    return DebugAllocator.over(
        counted, new DebugOptions(0, quarantine, Long.MAX_VALUE, Reaction.THROW, false, false));
  }
}
