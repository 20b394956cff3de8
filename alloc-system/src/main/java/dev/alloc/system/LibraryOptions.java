package dev.alloc.system;

import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider.Option;
import java.util.Map;

/** The options of {@code system} about another malloc, and the base that they ask for. */
final class LibraryOptions {
  private static final String LIBRARY = "library";
  private static final String PREFIX = "prefix";
  private static final String CRITICAL = "critical";

  private LibraryOptions() {}

  static Map<String, Option> options() {
    return Map.of(
        LIBRARY,
        new Option("", "The library whose malloc to use, a path or a name; empty: the C library."),
        PREFIX,
        new Option("", "What the names of that library's functions begin with, such as mi_."),
        CRITICAL,
        new Option(
            "false",
            "Calls that library's functions faster for up to 64 KiB, if none calls Java back."));
  }

  /** Returns the library that is named, or nothing for the C library. */
  static String library(AllocatorConfig config) {
    return config.text(LIBRARY, "");
  }

  /**
   * Opens the allocator that the options ask for.
   *
   * @throws AllocatorLookupException if there is no such library, or it has no malloc and free of
   *     its own, or another option is set without it
   */
  static MallocAllocator open(AllocatorConfig config) {
    String library = library(config);
    String prefix = config.text(PREFIX, "");
    boolean critical = config.flag(CRITICAL, false);
    if (!library.isEmpty()) {
      return ImportedAllocator.open(SystemAllocator.NAME, named(library, prefix, critical));
    }
    if (critical || !prefix.isEmpty()) {
      throw new AllocatorLookupException(
          "alloc.system.%s is about a library that is named; say which with alloc.system.library."
              .formatted(critical ? CRITICAL : PREFIX));
    }
    return SystemAllocator.open();
  }

  private static NativeFunctions named(String library, String prefix, boolean critical) {
    try {
      NativeFunctions functions = NativeFunctions.of(library, prefix);
      return critical ? functions.withCriticalCalls() : functions;
    } catch (IllegalArgumentException notThere) {
      throw new AllocatorLookupException(
          notThere.getMessage()
              + " (alloc.system.library=%s, alloc.system.prefix=%s)".formatted(library, prefix),
          notThere);
    }
  }
}
