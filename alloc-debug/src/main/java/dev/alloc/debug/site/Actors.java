package dev.alloc.debug.site;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The names of threads, to be known when they have ended. Safe for threads. */
public final class Actors {
  private static final int LATELY_SEEN = 256; // a power of two
  private static final int MOST_NAMES = 1 << 16;

  private final long[] seen = new long[LATELY_SEEN]; // ids; races only lead to the map
  private final Map<Long, String> names = new ConcurrentHashMap<>();

  /** Creates an empty register. */
  public Actors() {}

  /**
   * Returns the id of the calling thread, whose name is remembered.
   *
   * @return the id
   */
  public long here() {
    Thread thread = Thread.currentThread();
    long id = thread.threadId();
    int slot = (int) id & (LATELY_SEEN - 1);
    if (seen[slot] != id) {
      remember(thread, id, slot);
    }
    return id;
  }

  /**
   * Returns how a thread is called in messages.
   *
   * @param id its id
   * @return for example {@code thread 'main'}
   */
  public String describe(long id) {
    if (id == 0) {
      return "another thread just now";
    }
    String name = names.getOrDefault(id, "");
    return name.isEmpty() ? "thread " + id : "thread '" + name + "'";
  }

  private void remember(Thread thread, long id, int slot) {
    try {
      if (!thread.getName().isEmpty() && names.size() < MOST_NAMES) {
        names.putIfAbsent(id, thread.getName());
      }
    } catch (OutOfMemoryError heapIsFull) {
      return; // its number will do
    }
    seen[slot] = id;
  }
}
