package dev.alloc.tck.functions;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.alloc.Allocator;
import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.tck.NativeTables;
import dev.alloc.tck.trial.Tag;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** An allocator exported for one rule; closing it ends the export, which C's leaks prevent. */
public final class CSide implements AutoCloseable {
  static final int ENOMEM = 12;
  static final int EINVAL = 22;

  /** What any malloc keeps to: two pointers, which is 8 where a pointer has 4 bytes. */
  private static final long ALIGNMENT = 2 * ADDRESS.byteSize();

  private final Trial trial;
  private final Arena arena;
  private final NativeTables.Exported exported;
  private final CCaller calls;

  @SuppressWarnings("MustBeClosedChecker") // close() does
  private CSide(Trial trial, NativeTables tables, Allocator allocator) {
    this.trial = trial;
    this.arena = Arena.ofShared();
    this.exported = tables.export(allocator, arena);
    this.calls = new CCaller(exported.functions());
  }

  /** Exports the allocator under test; skips the rule if C could not use its memory. */
  static CSide of(Trial trial, NativeTables tables) {
    return over(trial, tables, trial.allocator());
  }

  /** Exports a layer over the allocator under test. */
  static CSide over(Trial trial, NativeTables tables, Allocator layer) {
    requireUsable(trial);
    return new CSide(trial, tables, layer);
  }

  /** Skips the rule if C could not use the memory of the allocator under test. */
  public static void requireUsable(Trial trial) {
    trial.assume(Capability.NATIVE);
    if (trial.allocator().maxAlignment() < ALIGNMENT) {
      trial.skip(
          "'%s' aligns blocks to %d bytes at most, and C relies on %d"
              .formatted(trial.allocator().name(), trial.allocator().maxAlignment(), ALIGNMENT));
    }
  }

  CCaller calls() {
    return calls;
  }

  NativeTables.Functions functions() {
    return exported.functions();
  }

  boolean isRaw() {
    return exported.isRaw();
  }

  Optional<MemoryFaultException> firstFault() {
    return exported.firstFault();
  }

  /** Fails unless this is a block as malloc has to return it; fills it. */
  long block(String call, long address, long byteSize) {
    return block(call, address, byteSize, Math.min(ALIGNMENT, Math.max(1, byteSize)));
  }

  /** Fails unless this is a block of an alignment; fills it. */
  long block(String call, long address, long byteSize, long byteAlignment) {
    trial.check(address != 0, "%s returned NULL, errno %d", call, calls.errno());
    long aligned = Long.highestOneBit(byteAlignment);
    trial.check(
        address % aligned == 0, "%s returned 0x%x, not aligned to %d", call, address, aligned);
    Tag.of(byteSize).fill(CCaller.bytes(address, byteSize));
    return address;
  }

  /** Fails unless a block still starts with what {@link #block} filled it with. */
  void verify(String afterWhat, long address, long filledByteSize, long byteSize) {
    MemorySegment memory = CCaller.bytes(address, byteSize);
    long offset = Tag.of(filledByteSize).firstMismatch(memory, byteSize);
    trial.check(offset < 0, "after %s, byte %d of the block has changed", afterWhat, offset);
  }

  /** Fails unless a call returned NULL and said why. */
  void refused(String call, long address, int errno) {
    int said = calls.errno();
    trial.check(address == 0, "%s returned 0x%x instead of NULL", call, address);
    trial.check(said == errno, "%s returned NULL with errno %d instead of %d", call, said, errno);
  }

  @Override
  public void close() {
    try {
      exported.close();
    } catch (MemoryFaultException leak) {
      throw trial.failure("C has freed all its blocks, and yet closing its functions failed", leak);
    }
    arena.close();
  }
}
