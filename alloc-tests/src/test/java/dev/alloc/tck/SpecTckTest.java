package dev.alloc.tck;

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
}
