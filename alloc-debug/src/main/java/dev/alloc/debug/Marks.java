package dev.alloc.debug;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The open marks of each thread, the newest first. A mark belongs to its thread and drops what that
 * thread has allocated since, as those of {@code arena} do.
 */
final class Marks {
  private final Map<Thread, DebugMark> newest = new ConcurrentHashMap<>();
  private volatile boolean used; // cheaper to ask than the map
  private final AtomicInteger epoch = new AtomicInteger(); // each reset makes all marks void

  int epoch() {
    return epoch.get();
  }

  /** Returns the calling thread's newest mark, which is to be told of each block, or null. */
  @Nullable DebugMark current() {
    return used ? newest.get(Thread.currentThread()) : null;
  }

  void opened(DebugMark mark) {
    used = true;
    newest.put(Thread.currentThread(), mark);
  }

  void closed(DebugMark mark) {
    DebugMark older = mark.older();
    if (older == null) {
      newest.remove(Thread.currentThread());
    } else {
      newest.put(Thread.currentThread(), older);
    }
  }

  /** Makes all marks void; to be called while no other call is under way. */
  void reset() {
    epoch.incrementAndGet();
    newest.clear();
  }
}
