package dev.alloc;

import org.jspecify.annotations.Nullable;

/** The allocator that {@code -Dalloc.impl} selects, created once; a failure is final as well. */
final class Selected {
  private static final String PROPERTY = "alloc.impl";
  private static final String DEFAULT_SPEC = "system";

  private static @Nullable Allocator allocator;
  private static @Nullable RuntimeException failure;

  private Selected() {}

  /** Whether the selection is somebody's choice and not the default. */
  static boolean isExplicit() {
    return System.getProperty(PROPERTY) != null;
  }

  @SuppressWarnings("StaticAssignmentOfThrowable") // the same failure at each call, rule 11.3
  static synchronized Allocator allocator() {
    if (failure != null) {
      throw failure;
    }
    if (allocator == null) {
      try {
        allocator = Allocators.create(System.getProperty(PROPERTY, DEFAULT_SPEC));
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
    }
    return allocator;
  }
}
