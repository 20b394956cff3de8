package dev.alloc.tck.functions;

import dev.alloc.Allocator;
import dev.alloc.tck.NativeTables;
import dev.alloc.tck.upstream.ForwardingAllocator;
import java.lang.foreign.Arena;
import java.util.function.UnaryOperator;

/** An allocator that went out to C and came back in again; closing it closes all three. */
final class ReturnedAllocator extends ForwardingAllocator {
  private final NativeTables.Exported exported;
  private final Allocator origin;

  private ReturnedAllocator(Allocator imported, NativeTables.Exported exported, Allocator origin) {
    super(imported);
    this.exported = exported;
    this.origin = origin;
  }

  /**
   * Exports an allocator and imports some of its functions.
   *
   * @param some which of them
   */
  @SuppressWarnings("MustBeClosedChecker") // pointers are nothing to give back
  static Allocator of(
      NativeTables tables, Allocator origin, UnaryOperator<NativeTables.Functions> some) {
    NativeTables.Exported exported = tables.export(origin, Arena.ofAuto());
    return new ReturnedAllocator(
        tables.imported(some.apply(exported.functions())), exported, origin);
  }

  @Override
  public void close() {
    super.close();
    exported.close(); // refuses while C has blocks
    origin.close();
  }
}
