package dev.alloc.tck;

import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The TCK for the allocator named by {@code -Dalloc.tck.impl}; Surefire runs it once for each spec,
 * in a JVM of its own. Without the property it fails: nothing tested is not a success.
 */
final class SpecTckTest implements AllocatorTck {
  private static final String PROPERTY = "alloc.tck.impl";

  @Override
  public String spec() {
    String spec = System.getProperty(PROPERTY, "");
    if (spec.isEmpty()) {
      throw new IllegalStateException(
          "Nothing to test: set -D" + PROPERTY + "=SPEC, for example -D" + PROPERTY + "=counting.");
    }
    return spec;
  }

  @Override
  public OptionalInt freshFill() {
    return debugs() ? OptionalInt.of(DebugPatterns.FRESH) : OptionalInt.empty();
  }

  @Override
  public OptionalInt freedFill() {
    return debugs() ? OptionalInt.of(DebugPatterns.FREED) : OptionalInt.empty();
  }

  @Override
  public long heldBackBytes() {
    return names().filter("debug"::equals).count() * DebugPatterns.HELD_BACK;
  }

  private boolean debugs() {
    return names().anyMatch("debug"::equals);
  }

  private Stream<String> names() {
    return Stream.of(spec().split("\\+", -1));
  }
}
