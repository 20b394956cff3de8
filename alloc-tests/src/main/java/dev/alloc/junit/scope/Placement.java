package dev.alloc.junit.scope;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import org.jspecify.annotations.Nullable;

/**
 * How a scope's allocator comes to be the current one: for all threads behind the switch of the
 * scope around it, for all threads as the global one, or for the calling thread while it is asked
 * to.
 */
final class Placement {
  private final SwitchAllocator seen;
  private final Allocator upstream;
  private boolean global;
  private boolean bound;
  private @Nullable Allocator replaced;

  private Placement(SwitchAllocator seen, Allocator upstream, boolean global, boolean bound) {
    this.seen = seen;
    this.upstream = upstream;
    this.global = global;
    this.bound = bound;
  }

  /** Chooses a place over the allocator that is current; nothing has changed yet. */
  static Placement choose(@Nullable Placement around, boolean everyThread) {
    if (around != null && (around.bound || !everyThread)) {
      return new Placement(SwitchAllocator.over(around.seen), around.seen, false, true);
    }
    Allocator current = Allocators.current();
    if (around != null && current.equals(around.seen)) {
      return new Placement(around.seen, around.seen.target(), false, false);
    }
    return new Placement(SwitchAllocator.over(current), current, everyThread, !everyThread);
  }

  /** The allocator that was current. */
  Allocator upstream() {
    return upstream;
  }

  void put(Allocator allocator) {
    seen.turnTo(allocator);
    if (!global) {
      return;
    }
    Allocator former = Allocators.useWithLiveBlocks(seen);
    if (Allocators.current().equals(seen)) {
      replaced = former;
    } else { // this thread is in a scope of its own, where nobody asks for the global one
      Allocators.useWithLiveBlocks(former);
      global = false;
      bound = true;
    }
  }

  <T extends @Nullable Object> T call(ScopedValue.CallableOp<T, Throwable> body) throws Throwable {
    return bound ? Allocators.<T, Throwable>callWith(seen, body) : body.call();
  }

  /** Undoes it; a program that keeps what it has seen reaches the allocator below from now on. */
  void leave() {
    if (replaced != null && Allocators.current().equals(seen)) { // else the test has another one
      Allocators.useWithLiveBlocks(replaced);
    }
    seen.turnTo(upstream);
  }
}
