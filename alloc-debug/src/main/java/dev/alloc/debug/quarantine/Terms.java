package dev.alloc.debug.quarantine;

import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.guard.Home;
import dev.alloc.debug.guard.Scopes;

/**
 * What a block has to be, to wait, and what is done with it.
 *
 * @param limits how much is held back
 * @param home where blocks are
 * @param guards what they look like
 * @param scopes how long they live, if each has a lifetime of its own
 */
public record Terms(Limits limits, Home home, Guards guards, Scopes scopes) {

  /** Whether a block has nothing to do but wait, once it is filled and there is room. */
  boolean settles() {
    return limits.holdAnything() && !scopes.used();
  }
}
