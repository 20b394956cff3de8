package dev.alloc.tracking.site;

import dev.alloc.tracking.stack.Stack;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is known of threads and origins, never forgotten. */
final class Registry {
  private static final int MOST_ACTORS = 1 << 16;
  private final Map<Long, Actor> actors = new ConcurrentHashMap<>();
  private final Map<Key, Origin> origins = new ConcurrentHashMap<>();
  private final Actor many = Actor.many();
  private final int mostOrigins;
  private volatile Origin[] byId = new Origin[64];
  private int count;

  private record Key(long threadId, Stack stack, @Nullable String title) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && threadId == that.threadId
          && isSameStack(stack, that.stack)
          && Objects.equals(title, that.title);
    }

    @SuppressWarnings("ReferenceEquality") // there is one object for each stack
    private static boolean isSameStack(Stack one, Stack other) {
      return one == other;
    }

    @Override
    public int hashCode() {
      return (Long.hashCode(threadId) * 31 + System.identityHashCode(stack)) * 31
          + Objects.hashCode(title);
    }
  }

  Registry(int mostOrigins) {
    this.mostOrigins = mostOrigins;
    byId[0] = new Origin(0, many, Stack.UNKNOWN, null);
    count = 1;
  }

  Origin get(int id) {
    return byId[id];
  }

  Origin[] all() {
    synchronized (origins) {
      return Arrays.copyOf(byId, count);
    }
  }

  Actor actor(Thread thread) { // the calling one
    Actor known = actors.get(thread.threadId());
    if (known != null) {
      return known;
    }
    if (actors.size() >= MOST_ACTORS) {
      return many;
    }
    Actor actor = Actor.of(thread);
    actors.put(thread.threadId(), actor); // only this thread has this id
    return actor;
  }

  Origin origin(Actor actor, Stack stack, @Nullable String title) {
    Key key = new Key(actor.threadId(), stack, title);
    Origin known = origins.get(key);
    return known == null ? add(key, actor, stack, title) : known;
  }

  private Origin add(Key key, Actor actor, Stack stack, @Nullable String title) {
    synchronized (origins) {
      Origin known = origins.get(key);
      if (known != null) {
        return known;
      }
      if (count >= mostOrigins) {
        return byId[0];
      }
      Origin origin = new Origin(count, actor, stack, title);
      Origin[] all = byId;
      if (count == all.length) {
        all = Arrays.copyOf(all, 2 * count);
      }
      origins.put(key, origin); // may fail; nothing has changed then
      all[count] = origin;
      byId = all; // publishes the entry as well
      count++;
      return origin;
    }
  }
}
