package dev.alloc.debug.guard;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lifetime of each live block, where each has one of its own: what is accessed after it throws.
 * Safe for threads.
 *
 * @param used whether blocks have lifetimes; else nothing here does anything
 * @param byAddress the lifetimes
 */
public record Scopes(boolean used, Map<Long, Arena> byAddress) {

  /**
   * Creates a register.
   *
   * @param used whether blocks have lifetimes; else nothing here does anything
   */
  public Scopes(boolean used) {
    this(used, new ConcurrentHashMap<>());
  }

  /**
   * Gives a new block a lifetime.
   *
   * @param block the block
   * @return the same bytes, for as long as {@link #end} is not called
   */
  @SuppressWarnings({"restricted", "MustBeClosedChecker"}) // narrows a lifetime; closed by end
  public MemorySegment begin(MemorySegment block) {
    if (!used) {
      return block;
    }
    Arena lifetime = Arena.ofShared();
    MemorySegment scoped = block.reinterpret(lifetime, null);
    byAddress.put(block.address(), lifetime);
    return scoped;
  }

  /**
   * Ends the lifetime of a block, if it has one.
   *
   * @param address the block's address
   * @throws IllegalStateException if it is being accessed by a native function just now; it goes on
   *     then
   */
  public void end(long address) {
    if (used) {
      Arena lifetime = byAddress.get(address);
      if (lifetime != null) {
        lifetime.close();
        byAddress.remove(address);
      }
    }
  }
}
