package dev.alloc.tracking.site;

import org.jspecify.annotations.Nullable;

/** What a thread says it is doing, such as the test it runs. */
public final class Titles {
  private static final ScopedValue<String> TITLE = ScopedValue.newInstance();

  // Plain: only who has set it has a title, and sees it.
  private static boolean inUse;

  private Titles() {}

  /**
   * Returns where a title is in force.
   *
   * @param title the title
   * @return a carrier to run code with
   */
  public static ScopedValue.Carrier carrier(String title) {
    inUse = true;
    return ScopedValue.where(TITLE, title);
  }

  static @Nullable String current() {
    return inUse && TITLE.isBound() ? TITLE.get() : null;
  }
}
