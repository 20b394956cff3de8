package dev.alloc.tck.selftest;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alloc.Capability;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The watchful one with guards around its blocks, patterns in them, and some freed ones held. */
class Guarded extends Watchful {
  static final byte FRESH = 0x51;
  static final byte FREED = 0x52;
  private static final byte GUARD = 0x53;
  private static final int LEAST = 64;
  private static final int MOST_HELD = 8;
  private static final long MOST_HELD_BYTES = 4L << 10; // of any but the last

  private final Map<Long, Long> bases = new HashMap<>(); // of live and held blocks
  private final Deque<Held> held = new ArrayDeque<>();

  record Held(long address, long byteSize) {}

  int guardedBehind() {
    return LEAST;
  }

  int guardedBefore() {
    return LEAST;
  }

  @Override
  MemorySegment doAllocate(long byteSize, long byteAlignment) {
    MemorySegment block = take(byteSize, byteAlignment);
    entered(block);
    return block;
  }

  private MemorySegment take(long byteSize, long byteAlignment) {
    long before = Math.max(LEAST, byteAlignment);
    long base = find(before + byteSize + LEAST, byteAlignment);
    long address = base + before;
    bases.put(address, base);
    enter(address, byteSize);
    guard(address, byteSize);
    fillFresh(slab.at(address, byteSize));
    return slab.at(address, byteSize);
  }

  private long find(long byteSize, long byteAlignment) {
    long base = slab.take(byteSize, byteAlignment);
    while (base < 0 && !held.isEmpty()) {
      release();
      base = slab.take(byteSize, byteAlignment);
    }
    if (base < 0) {
      throw refused(byteSize, byteAlignment);
    }
    return base;
  }

  void guard(long address, long byteSize) {
    slab.at(address - LEAST, LEAST).fill(GUARD);
    slab.at(address + byteSize, LEAST).fill(GUARD);
  }

  void fillFresh(MemorySegment block) {
    block.fill(FRESH);
  }

  void fillFreed(MemorySegment block) {
    block.fill(FREED);
  }

  @Override
  MemorySegment doReallocate(
      MemorySegment block, long oldByteSize, long newByteSize, long byteAlignment) {
    verifyLive(block.address(), oldByteSize, Kind.OVERRUN);
    MemorySegment moved = take(newByteSize, byteAlignment);
    long kept = Math.min(oldByteSize, newByteSize);
    MemorySegment.copy(slab.at(block.address(), oldByteSize), 0, moved, 0, kept);
    entered(moved);
    hold(block.address(), oldByteSize);
    return moved;
  }

  @Override
  void doFree(MemorySegment block) {
    long byteSize = Objects.requireNonNull(sizes.get(block.address()));
    verifyFreed(block.address(), byteSize);
    hold(block.address(), byteSize);
  }

  void verifyFreed(long address, long byteSize) {
    verifyLive(address, byteSize, Kind.OVERRUN);
  }

  private void hold(long address, long byteSize) {
    while (held.size() >= MOST_HELD
        || held.stream().mapToLong(Held::byteSize).sum() > MOST_HELD_BYTES) {
      release();
    }
    leave(address);
    left(address);
    fillFreed(slab.at(address, byteSize));
    held.add(new Held(address, byteSize));
  }

  private void release() {
    Held oldest = held.remove();
    MemoryFaultException fault = faultOf(oldest);
    slab.give(Objects.requireNonNull(bases.remove(oldest.address())));
    if (fault != null) {
      throw fault;
    }
  }

  final void verifyLive(long address, long byteSize, Kind behind) {
    MemoryFaultException fault = damage(address, byteSize, behind);
    if (fault != null) {
      throw fault;
    }
  }

  @Nullable MemoryFaultException damage(long address, long byteSize, Kind behind) {
    long before = first(address - guardedBefore(), guardedBefore(), GUARD);
    long after = first(address + byteSize, guardedBehind(), GUARD);
    if (before < 0 && after < 0) {
      return null;
    }
    guard(address, byteSize);
    return before >= 0
        ? fault(Kind.UNDERRUN, address, byteSize, before - guardedBefore())
        : fault(behind, address, byteSize, byteSize + after);
  }

  @Nullable MemoryFaultException faultOf(Held block) {
    long bad = first(block.address(), block.byteSize(), FREED);
    slab.at(block.address(), block.byteSize()).fill(FREED);
    return bad < 0 ? null : fault(Kind.WRITE_AFTER_FREE, block.address(), block.byteSize(), bad);
  }

  MemoryFaultException fault(Kind kind, long address, long byteSize, long offset) {
    return new MemoryFaultException(
        kind,
        name() + ": " + kind + " at byte " + offset,
        address,
        byteSize,
        OptionalLong.of(offset),
        List.of(),
        List.of());
  }

  private long first(long from, long length, byte expected) {
    MemorySegment memory = slab.at(from, length);
    for (long i = 0; i < length; i++) {
      if (memory.get(JAVA_BYTE, i) != expected) {
        return i;
      }
    }
    return -1;
  }

  /** All that is wrong now. */
  List<MemoryFaultException> damages() {
    List<MemoryFaultException> faults = new ArrayList<>();
    sizes.forEach(
        (address, byteSize) -> {
          MemoryFaultException fault = damage(address, byteSize, Kind.OVERRUN);
          if (fault != null) {
            faults.add(fault);
          }
        });
    held.forEach(
        block -> {
          MemoryFaultException fault = faultOf(block);
          if (fault != null) {
            faults.add(fault);
          }
        });
    return faults;
  }

  @Override
  public synchronized void check() {
    ensureOpen();
    throwFirst(damages());
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      throwFirst(damages());
    }
    super.close();
  }

  private static void throwFirst(List<MemoryFaultException> faults) {
    if (!faults.isEmpty()) {
      throw faults.getFirst();
    }
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all = EnumSet.copyOf(watching());
    all.remove(Capability.IN_PLACE);
    all.add(Capability.HOLDS_FREED);
    all.add(Capability.FILLS);
    all.add(Capability.DETECTS_OVERRUN);
    all.add(Capability.DETECTS_USE_AFTER_FREE);
    return Collections.unmodifiableSet(all);
  }
}
