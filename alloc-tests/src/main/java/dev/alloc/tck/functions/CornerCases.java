package dev.alloc.tck.functions;

import dev.alloc.tck.NativeTables;
import dev.alloc.tck.trial.State;
import dev.alloc.tck.trial.Trial;
import java.util.OptionalLong;

/**
 * Rule 12.2: what C leaves open is decided once, in {@code ExportedFunctions}; where C calls C,
 * that library decides, and only what the language demands is asked.
 */
public final class CornerCases {
  private final Trial trial;
  private final CSide side;
  private final CCaller c;

  private CornerCases(Trial trial, CSide side) {
    this.trial = trial;
    this.side = side;
    this.c = side.calls();
  }

  /** Asks for each corner case. */
  public static void verify(Trial trial, NativeTables tables) {
    try (CSide side = CSide.of(trial, tables)) {
      CornerCases rule = new CornerCases(trial, side);
      rule.freeOfNull();
      rule.overflowOfCalloc();
      rule.reallocOfNull();
      if (!side.isRaw()) {
        rule.sizeZero();
        rule.reallocToZero();
        rule.wrongAlignments();
      }
    }
  }

  private void freeOfNull() {
    State before = trial.state();
    c.free(0);
    trial.assertUnchanged(before, "free(NULL)");
    trial.check(side.firstFault().isEmpty(), "free(NULL) was recorded as a misuse");
    if (!side.isRaw()) {
      trial.check(c.usableSize(0) == 0, "malloc_usable_size(NULL) is not 0");
    }
  }

  /** The second product is 16 once it has wrapped around, the third 0. */
  private void overflowOfCalloc() {
    long half = (CCaller.SIZE_MAX >>> 1) + 1;
    long root = 1L << ((Long.numberOfTrailingZeros(half) + 1) / 2);
    long[][] overflowing = {{CCaller.SIZE_MAX, 2}, {half | 8, 2}, {root, root}};
    for (long[] product : overflowing) {
      String call = "calloc(%s, %d)".formatted(Long.toUnsignedString(product[0]), product[1]);
      long address = c.calloc(product[0], product[1]);
      if (side.isRaw()) { // POSIX wants errno as well, and several mallocs leave it as it was
        trial.check(address == 0, "%s returned 0x%x instead of NULL", call, address);
      } else {
        side.refused(call, address, CSide.ENOMEM);
      }
    }
  }

  private void reallocOfNull() {
    c.free(side.block("realloc(NULL, 50)", c.realloc(0, 50), 50));
  }

  private void sizeZero() {
    long first = nothing("malloc(0)", c.malloc(0));
    long second = nothing("malloc(0)", c.malloc(0));
    long third = nothing("calloc(0, 8)", c.calloc(0, 8));
    trial.check(
        first != second && second != third && first != third,
        "two live blocks of 0 bytes share the address 0x%x",
        second);
    c.free(first);
    c.free(second);
    c.free(third);
  }

  /** Frees in some C libraries, and in others not: here never. */
  private void reallocToZero() {
    long block = side.block("malloc(64)", c.malloc(64), 64);
    OptionalLong before = trial.allocator().stats().liveBlocks();
    long empty = nothing("realloc(p, 0)", c.realloc(block, 0));
    OptionalLong after = trial.allocator().stats().liveBlocks();
    trial.check(
        before.equals(after),
        "realloc(p, 0) changed the number of live blocks from %s to %s",
        before,
        after);
    c.free(side.block("realloc of 0 bytes to 32", c.realloc(empty, 32), 32));
  }

  private void wrongAlignments() {
    for (long alignment : new long[] {0, 3, 24, CCaller.SIZE_MAX, (CCaller.SIZE_MAX >>> 1) + 1}) {
      side.refused(
          "aligned_alloc(%s, 64)".formatted(Long.toUnsignedString(alignment)),
          c.alignedAlloc(alignment, 64),
          CSide.EINVAL);
    }
    c.free(side.block("aligned_alloc(1, 100)", c.alignedAlloc(1, 100), 100));
  }

  private long nothing(String call, long address) {
    trial.check(address != 0, "%s returned NULL, errno %d; a block was to be", call, c.errno());
    return address;
  }
}
