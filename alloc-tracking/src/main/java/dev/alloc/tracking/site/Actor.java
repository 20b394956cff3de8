package dev.alloc.tracking.site;

import org.jspecify.annotations.Nullable;

/** A thread that allocates, known by its id. What changes is that thread's own. */
public final class Actor {
  /** The id of whatever thread came when there were too many. */
  public static final long MANY = -1; // thread ids are positive

  private final long threadId;
  private final String threadName;
  private final Titles titles; // nobody's if it stands for many
  private @Nullable Origin allocating; // from where it did last
  private @Nullable Origin freeing;
  private long newest; // the address of its last block

  // Actors that are neighbours do not write to the same cache line.
  long padding1;
  long padding2;
  long padding3;
  long padding4;
  long padding5;
  long padding6;
  long padding7;
  long padding8;

  private Actor(long threadId, String threadName, Titles titles) {
    this.threadId = threadId;
    this.threadName = threadName;
    this.titles = titles;
  }

  static Actor of(Thread thisThread) {
    return new Actor(thisThread.threadId(), thisThread.getName(), Titles.ofThisThread());
  }

  static Actor many() {
    return new Actor(MANY, "(other threads)", new Titles());
  }

  /**
   * Returns the thread's id.
   *
   * @return the id, or {@link #MANY}
   */
  public long threadId() {
    return threadId;
  }

  /**
   * Returns the thread's name.
   *
   * @return the name it had at first
   */
  public String threadName() {
    return threadName;
  }

  boolean isMany() {
    return threadId == MANY;
  }

  /** Those of the thread that is the only one to ask for where it was. */
  Titles titles() {
    return titles;
  }

  Titles titlesOfThisThread() {
    return isMany() ? Titles.ofThisThread() : titles;
  }

  @Nullable Origin allocating() {
    return allocating;
  }

  @Nullable Origin freeing() {
    return freeing;
  }

  void isAllocating(Origin here) {
    if (!isMany()) {
      allocating = here;
    }
  }

  void isFreeing(Origin here) {
    if (!isMany()) {
      freeing = here;
    }
  }

  void allocated(long address) {
    newest = address;
  }

  boolean allocatedLast(long address) {
    return newest == address;
  }
}
