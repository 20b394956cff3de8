package dev.alloc.system.guard;

import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One block and the bytes around it. What asks for its state, or reads those bytes, holds its lock,
 * so that nobody reads what another thread gives back.
 */
final class GuardedBlock {
  static final byte FILL = (byte) 0xFD;

  private static final MemorySegment EXPECTED =
      MemorySegment.ofArray(new byte[MappingFunctions.link().pageSize()]).fill(FILL);

  private final Placement placement;
  private boolean live = true;
  private @Nullable GuardedBlock next; // in the list of freed blocks, under the list's lock

  GuardedBlock(Placement placement) {
    this.placement = placement;
    before().fill(FILL);
    after().fill(FILL);
  }

  Placement placement() {
    return placement;
  }

  boolean isLive() {
    return live;
  }

  void setLive(boolean live) {
    this.live = live;
  }

  @Nullable GuardedBlock next() {
    return next;
  }

  void setNext(@Nullable GuardedBlock next) {
    this.next = next;
  }

  /** Verifies the bytes around the block, and repairs them: a fault is reported once. */
  Optional<MemoryFaultException> verify(String allocator, String noticedAt) {
    MemorySegment after = after();
    @Nullable MemoryFaultException fault = null;
    long offset = firstBad(after);
    if (offset >= 0) {
      fault = fault(allocator, noticedAt, Kind.OVERRUN, after, offset);
    }
    MemorySegment before = before();
    offset = firstBad(before);
    if (offset >= 0) {
      MemoryFaultException underrun = fault(allocator, noticedAt, Kind.UNDERRUN, before, offset);
      if (fault == null) {
        fault = underrun;
      } else {
        fault.addSuppressed(underrun);
      }
    }
    return Optional.ofNullable(fault);
  }

  private MemoryFaultException fault(
      String allocator, String noticedAt, Kind kind, MemorySegment around, long offset) {
    long badOffset = around.address() + offset - placement.address();
    String message =
        "%s: %s of block 0x%x (%d bytes): byte %d is 0x%02X, expected 0x%02X%n  noticed at %s"
            .formatted(
                allocator,
                kind,
                placement.address(),
                placement.byteSize(),
                badOffset,
                around.get(ValueLayout.JAVA_BYTE, offset),
                FILL,
                noticedAt);
    around.fill(FILL);
    return new MemoryFaultException(
        kind,
        message,
        placement.address(),
        placement.byteSize(),
        OptionalLong.of(badOffset),
        List.of(),
        List.of());
  }

  private static long firstBad(MemorySegment around) {
    return MemorySegment.mismatch(
        around, 0, around.byteSize(), EXPECTED, 0, around.byteSize()); // vectorised
  }

  private MemorySegment before() {
    return at(placement.opened(), placement.address() - placement.opened());
  }

  private MemorySegment after() {
    return at(placement.address() + placement.byteSize(), placement.slack());
  }

  @SuppressWarnings("restricted") // within the pages that are open
  private static MemorySegment at(long address, long byteSize) {
    return MemorySegment.ofAddress(address).reinterpret(byteSize);
  }
}
