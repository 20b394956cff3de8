package dev.alloc.system.guard;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The guarded blocks: those that are live, and those freed whose addresses are kept. */
final class BlocksByAddress {
  private final ConcurrentHashMap<Long, GuardedBlock> blocks = new ConcurrentHashMap<>();

  void put(GuardedBlock block) {
    blocks.put(block.placement().address(), block);
  }

  void remove(GuardedBlock block) {
    blocks.remove(block.placement().address(), block);
  }

  @Nullable GuardedBlock find(long address) {
    return blocks.get(address);
  }

  void forEach(Consumer<GuardedBlock> action) {
    blocks.values().forEach(action);
  }
}
