package dev.alloc.tck;

import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The TCK for the allocator named by the system property {@code alloc.tck.impl}, for those who have
 * no class of their own: Surefire finds it in this JAR if told to scan it ({@code
 * dependenciesToScan}), and the command {@code tck} runs it.
 *
 * <p>What {@code debug} fills and holds back is known here; for another allocator it is in the
 * properties {@code alloc.tck.freshFill}, {@code alloc.tck.freedFill} and {@code
 * alloc.tck.heldBack}, whole numbers in decimal or with {@code 0x}. Without {@code alloc.tck.impl}
 * every rule fails: nothing tested is not a success.
 */
public class SelectedAllocatorTest implements AllocatorTck {
  private static final String IMPL = "alloc.tck.impl";
  private static final String FRESH_FILL = "alloc.tck.freshFill";
  private static final String FREED_FILL = "alloc.tck.freedFill";
  private static final String HELD_BACK = "alloc.tck.heldBack";
  private static final String DEBUG = "debug";

  /** For JUnit. */
  public SelectedAllocatorTest() {}

  @Override
  public final String spec() {
    String spec = System.getProperty(IMPL, "");
    if (spec.isEmpty()) {
      throw new IllegalStateException(
          "Nothing to test: set -D" + IMPL + "=SPEC, for example -D" + IMPL + "=counting.");
    }
    return spec;
  }

  @Override
  public final OptionalInt freshFill() {
    return fill(FRESH_FILL, DebugPatterns.FRESH);
  }

  @Override
  public final OptionalInt freedFill() {
    return fill(FREED_FILL, DebugPatterns.freed());
  }

  @Override
  public final long heldBackBytes() {
    return Long.getLong(HELD_BACK, debugLayers() * DebugPatterns.HELD_BACK);
  }

  private OptionalInt fill(String property, int ofDebug) {
    Integer set = Integer.getInteger(property);
    if (set != null) {
      return OptionalInt.of(set);
    }
    return debugLayers() > 0 ? OptionalInt.of(ofDebug) : OptionalInt.empty();
  }

  private long debugLayers() {
    return Stream.of(spec().split("\\+", -1)).filter(DEBUG::equals).count();
  }
}
