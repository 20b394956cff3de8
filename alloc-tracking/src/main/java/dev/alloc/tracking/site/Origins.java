package dev.alloc.tracking.site;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All origins of one allocator.
 *
 * @param actors the thread whose id ends in these bits; a cache of {@code registry}'s, never
 *     replaced, so that the JIT takes the array for a constant
 * @param registry what is known
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares origins
public record Origins(Actor[] actors, Registry registry) {
  private static final int SLOTS = 1024; // a power of two
  private static final Actor NOBODY = new Actor(0, ""); // in free slots

  /** Creates an empty collection. */
  public Origins() {
    this(new Actor[SLOTS], new Registry());
    Arrays.fill(actors, NOBODY);
  }

  /**
   * Returns where the calling thread is.
   *
   * @param capture how to look at its stack
   * @return its origin
   */
  public Origin here(StackCapture capture) {
    return of(actor(), capture.capture());
  }

  /**
   * Returns all origins there are.
   *
   * @return a copy, by number
   */
  public Origin[] all() {
    return registry.all();
  }

  /**
   * Finds an origin.
   *
   * @param id its number
   * @return the origin
   */
  public Origin get(int id) {
    return registry.get(id);
  }

  @SuppressWarnings("ReferenceEquality") // there is one object for each stack
  private Origin of(Actor actor, Stack stack) {
    Origin last = actor.last;
    String title = Titles.current();
    if (last != null && last.stack() == stack && isSame(last.title(), title)) {
      return last;
    }
    return registry.origin(actor, stack, title);
  }

  private Actor actor() {
    Thread thread = Thread.currentThread();
    int slot = (int) thread.threadId() & (SLOTS - 1);
    Actor actor = actors[slot];
    if (actor.threadId() == thread.threadId()) {
      return actor;
    }
    Actor found = registry.actor(thread);
    if (found.threadId() == thread.threadId()) {
      actors[slot] = found;
    }
    return found;
  }

  @SuppressWarnings({
    "ReferenceEquality",
    "StringEquality"
  }) // a thread mostly has the very same title as before
  private static boolean isSame(@Nullable String one, @Nullable String other) {
    return one == other || (one != null && one.equals(other));
  }
}
