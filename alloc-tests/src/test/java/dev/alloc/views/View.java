package dev.alloc.views;

import dev.alloc.Allocator;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.Stream;

/**
 * One kind of arena of one allocator.
 *
 * @param spec the allocator
 * @param shared whether it is for all threads
 * @param zeroed whether it promises zeros
 */
record View(String spec, boolean shared, boolean zeroed) {
  private static final List<String> SPECS =
      List.of("system", "counting", "arena", "counting+arena");

  /** Returns every kind of every allocator. */
  static Stream<View> all() {
    return SPECS.stream()
        .flatMap(
            spec ->
                Stream.of(
                    new View(spec, false, true),
                    new View(spec, false, false),
                    new View(spec, true, true),
                    new View(spec, true, false)));
  }

  Arena open(Allocator allocator) {
    return shared ? allocator.sharedArena(zeroed) : allocator.confinedArena(zeroed);
  }

  /** Shown as the name of the test. */
  @Override
  public String toString() {
    return "%s of '%s', %s"
        .formatted(
            shared ? "sharedArena" : "confinedArena", spec, zeroed ? "zeroed" : "uninitialised");
  }
}
