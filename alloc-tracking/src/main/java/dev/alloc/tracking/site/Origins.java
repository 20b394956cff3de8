package dev.alloc.tracking.site;

import dev.alloc.tracking.stack.Stack;
import java.util.Arrays;

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
  private static final Actor NOBODY = Actor.many(); // in free slots

  /**
   * Creates an empty collection.
   *
   * @param most how many origins to tell apart, the first one standing for all beyond
   */
  public Origins(int most) {
    this(new Actor[SLOTS], new Registry(most));
    Arrays.fill(actors, NOBODY);
  }

  /**
   * Returns where the calling thread is that allocates.
   *
   * @param stack its stack
   * @return its origin
   */
  public Origin allocating(Stack stack) {
    Actor actor = actor();
    Origin last = actor.allocating();
    return last != null && last.is(stack, actor.titles()) ? last : allocatingFirst(actor, stack);
  }

  /**
   * The same of one whose stack is never looked at.
   *
   * @return its origin
   */
  public Origin allocating() {
    Actor actor = actor();
    Origin last = actor.allocating();
    return last != null && last.is(actor.titles()) ? last : allocatingFirst(actor, Stack.UNKNOWN);
  }

  /**
   * Returns where the calling thread is that frees.
   *
   * @param stack its stack
   * @return its origin
   */
  public Origin freeing(Stack stack) {
    Actor actor = actor();
    Origin last = actor.freeing();
    return last != null && last.is(stack, actor.titles()) ? last : freeingFirst(actor, stack);
  }

  /**
   * The same of one whose stack is never looked at.
   *
   * @return its origin
   */
  public Origin freeing() {
    Actor actor = actor();
    Origin last = actor.freeing();
    return last != null && last.is(actor.titles()) ? last : freeingFirst(actor, Stack.UNKNOWN);
  }

  // Apart, so that what happens each time is little code and is inlined.
  private Origin allocatingFirst(Actor actor, Stack stack) {
    Origin here = find(actor, stack);
    actor.isAllocating(here);
    return here;
  }

  private Origin freeingFirst(Actor actor, Stack stack) {
    Origin here = find(actor, stack);
    actor.isFreeing(here);
    return here;
  }

  private Origin find(Actor actor, Stack stack) {
    Titles titles = actor.titlesOfThisThread();
    Origin here = registry.origin(actor, stack, titles.current);
    if (titles.current != null && titles.current.equals(here.title())) {
      titles.current = here.title(); // the very same next time
    }
    return here;
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

  /**
   * Returns the calling thread.
   *
   * @return the one object for it, or for it and others
   */
  public Actor actor() {
    Thread thread = Thread.currentThread();
    int slot = (int) thread.threadId() & (SLOTS - 1);
    Actor actor = actors[slot];
    return actor.threadId() == thread.threadId() ? actor : findActor(thread, slot);
  }

  private Actor findActor(Thread thread, int slot) {
    Actor found = registry.actor(thread);
    if (found.threadId() == thread.threadId()) {
      actors[slot] = found;
    }
    return found;
  }
}
