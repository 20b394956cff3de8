package dev.alloc.tck.allocation;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.alloc.tck.trial.LiveSet;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods a {@link SegmentAllocator} has besides the primary one, with what they must give. */
public final class SegmentDefaults {
  private static final MemoryLayout PAIR = MemoryLayout.structLayout(JAVA_INT, JAVA_INT);
  private static final MemorySegment SOURCE = MemorySegment.ofArray(new int[] {1, 2, 3, 4});

  private SegmentDefaults() {}

  public static List<Call> all() {
    return List.of(
        new Call("allocate(10)", 10, 1, false, to -> to.allocate(10)),
        new Call("allocate(layout)", 8, 4, false, to -> to.allocate(PAIR)),
        new Call("allocate(layout, 3)", 24, 4, false, to -> to.allocate(PAIR, 3)),
        filled("allocateFrom(\"alloc\")", 1, to -> to.allocateFrom("alloc")),
        filled(
            "allocateFrom(\"alloc\", UTF_16)",
            1,
            to -> to.allocateFrom("alloc", StandardCharsets.UTF_16LE)),
        filled("allocateFrom(JAVA_BYTE, 7)", 1, to -> to.allocateFrom(JAVA_BYTE, (byte) 7)),
        filled("allocateFrom(JAVA_CHAR, 'c')", 2, to -> to.allocateFrom(JAVA_CHAR, 'c')),
        filled("allocateFrom(JAVA_SHORT, 7)", 2, to -> to.allocateFrom(JAVA_SHORT, (short) 7)),
        filled("allocateFrom(JAVA_INT, 7)", 4, to -> to.allocateFrom(JAVA_INT, 7)),
        filled("allocateFrom(JAVA_FLOAT, 7)", 4, to -> to.allocateFrom(JAVA_FLOAT, 7f)),
        filled("allocateFrom(JAVA_LONG, 7)", 8, to -> to.allocateFrom(JAVA_LONG, 7L)),
        filled("allocateFrom(JAVA_DOUBLE, 7)", 8, to -> to.allocateFrom(JAVA_DOUBLE, 7d)),
        filled(
            "allocateFrom(ADDRESS, segment)",
            ADDRESS.byteAlignment(),
            to -> to.allocateFrom(ADDRESS, MemorySegment.ofAddress(4096))),
        filled("allocateFrom(JAVA_BYTE, ...)", 1, to -> to.allocateFrom(JAVA_BYTE, bytes())),
        filled("allocateFrom(JAVA_CHAR, ...)", 2, to -> to.allocateFrom(JAVA_CHAR, 'a', 'b', 'c')),
        filled(
            "allocateFrom(JAVA_SHORT, ...)",
            2,
            to -> to.allocateFrom(JAVA_SHORT, (short) 1, (short) 2)),
        filled("allocateFrom(JAVA_INT, ...)", 4, to -> to.allocateFrom(JAVA_INT, 1, 2, 3)),
        filled("allocateFrom(JAVA_FLOAT, ...)", 4, to -> to.allocateFrom(JAVA_FLOAT, 1f, 2f)),
        filled("allocateFrom(JAVA_LONG, ...)", 8, to -> to.allocateFrom(JAVA_LONG, 1L, 2L)),
        filled("allocateFrom(JAVA_DOUBLE, ...)", 8, to -> to.allocateFrom(JAVA_DOUBLE, 1d, 2d)),
        filled(
            "allocateFrom(JAVA_INT, source, JAVA_INT, 4, 2)",
            4,
            to -> to.allocateFrom(JAVA_INT, SOURCE, JAVA_INT, 4, 2)));
  }

  private static byte[] bytes() {
    return new byte[] {1, 2, 3};
  }

  private static Call filled(
      String name, long alignment, Function<SegmentAllocator, MemorySegment> call) {
    try (Arena arena = Arena.ofConfined()) {
      return new Call(name, call.apply(arena).byteSize(), alignment, true, call);
    }
  }

  /**
   * One of the methods.
   *
   * @param filled whether the contents are determined by the arguments
   */
  public record Call(
      String name,
      long byteSize,
      long byteAlignment,
      boolean filled,
      Function<SegmentAllocator, MemorySegment> call) {

    public void verify(Trial trial) {
      if (byteAlignment > trial.allocator().maxAlignment()) {
        return;
      }
      State before = trial.state();
      MemorySegment primary = trial.allocator().allocate(byteSize, byteAlignment);
      State between = trial.state();
      MemorySegment block = call.apply(trial.allocator());
      State after = trial.state();
      verifyBlock(trial, block);
      trial.allocator().free(primary);
      trial.allocator().free(block);
      String primaryDid = before.increasesTo(between);
      String thisDid = between.increasesTo(after);
      trial.check(
          primaryDid.equals(thisDid),
          "%s does not go through allocate(size, alignment): it changed %s, the latter %s",
          name,
          thisDid,
          primaryDid);
    }

    private void verifyBlock(Trial trial, @Nullable MemorySegment block) {
      if (block == null) {
        throw trial.failure(name + " returned null");
      }
      trial.check(
          block.byteSize() == byteSize && block.address() % byteAlignment == 0,
          "%s returned %s, expected %d bytes aligned to %d",
          name,
          LiveSet.describe(block),
          byteSize,
          byteAlignment);
      if (filled) {
        try (Arena arena = Arena.ofConfined()) {
          long offset = block.mismatch(call.apply(arena));
          trial.check(offset < 0, "%s: byte %d is not as it should be", name, offset);
        }
      }
    }
  }
}
