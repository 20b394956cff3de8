package dev.alloc.debug;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import dev.alloc.debug.Intake.Contents;
import dev.alloc.debug.fault.Faults;
import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.guard.Home;
import dev.alloc.debug.guard.Layout;
import dev.alloc.debug.guard.Pattern;
import dev.alloc.debug.guard.Scopes;
import dev.alloc.debug.quarantine.Limits;
import dev.alloc.debug.quarantine.Quarantine;
import dev.alloc.debug.quarantine.Remains;
import dev.alloc.debug.quarantine.Terms;
import dev.alloc.debug.site.Actors;
import dev.alloc.debug.site.Sites;
import dev.alloc.debug.table.Block;
import dev.alloc.debug.table.BlockTable;
import dev.alloc.debug.table.TableMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Looks for misuse in whatever goes through it. */
record DebugAllocator(
    String name,
    Set<Capability> capabilities,
    Allocator upstream,
    long maxByteSize,
    Parts parts,
    Intake intake,
    Return returns,
    Move move,
    Departure departure,
    Verification verification,
    BulkRelease release,
    Gate gate,
    Lifetime lifetime)
    implements Allocator {
  static final String NAME = "debug";

  static DebugAllocator over(Allocator upstream, DebugOptions options) {
    String name = NAME + '+' + upstream.name();
    Set<Capability> below = upstream.capabilities();
    Limits limits = Limits.of(options.quarantine(), upstream.maxByteSize());
    Parts parts = parts(name, upstream, options, limits);
    Departure departure = new Departure(parts);
    Intake intake = new Intake(parts, departure, new Handout(parts), new AtomicLong());
    Reclaim reclaim = new Reclaim(parts, departure);
    Verification verification = new Verification(parts);
    Gate gate = new Gate(below.contains(Capability.RESET));
    return new DebugAllocator(
        name,
        Promises.of(below, options, limits.holdAnything()),
        upstream,
        Math.max(0, upstream.maxByteSize() - Layout.LEAST_OVERHEAD),
        parts,
        intake,
        new Return(parts, departure, reclaim),
        new Move(parts, intake, reclaim),
        departure,
        verification,
        new BulkRelease(parts, verification, gate),
        gate,
        new Lifetime(name));
  }

  private static Parts parts(String name, Allocator upstream, DebugOptions options, Limits limits) {
    Home home = new Home(upstream.capabilities().contains(Capability.NATIVE));
    TableMemory memory = new TableMemory(options.memory());
    BlockTable table = BlockTable.of(memory);
    Guards guards = new Guards(options.zeroed() ? 0 : Pattern.FREED);
    Scopes scopes = new Scopes(options.scoped());
    Terms terms = new Terms(limits, home, guards, scopes);
    Quarantine quarantine = Quarantine.of(terms, memory, table);
    Sites sites = new Sites(options.depth());
    Actors actors = new Actors();
    Faults faults = new Faults(name, sites, actors);
    return new Parts(
        upstream,
        table,
        home,
        guards,
        scopes,
        limits,
        quarantine,
        new Remains(),
        new Marks(),
        sites,
        actors,
        new Refusals(name, table, quarantine, home, faults, options.reaction()),
        faults,
        options.reaction());
  }

  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    return allocate(byteSize, byteAlignment, Contents.FRESH);
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    return allocate(byteSize, byteAlignment, Contents.ZERO);
  }

  private MemorySegment allocate(long byteSize, long byteAlignment, Contents contents) {
    lifetime.ensureOpen();
    intake.check(this, byteSize, byteAlignment);
    long stamp = gate.enter();
    try {
      return intake.block(this, byteSize, byteAlignment, contents, true);
    } finally {
      gate.leave(stamp);
    }
  }

  @Override
  public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
    lifetime.ensureOpen();
    intake.check(this, newByteSize, byteAlignment);
    long stamp = gate.enter();
    try {
      return move.of(this, block, newByteSize, byteAlignment);
    } finally {
      gate.leave(stamp);
    }
  }

  @Override
  public void free(MemorySegment block) {
    lifetime.ensureOpen();
    long stamp = gate.enter();
    try {
      returns.free(block);
    } finally {
      gate.leave(stamp);
    }
  }

  @Override
  public void reset(long retainBytes) {
    lifetime.ensureOpen();
    if (retainBytes < 0 || !capabilities.contains(Capability.RESET)) {
      upstream.reset(retainBytes); // refuses
    } else {
      release.reset(retainBytes);
    }
  }

  @Override
  public Mark mark() {
    lifetime.ensureOpen();
    return capabilities.contains(Capability.MARK) ? release.mark() : upstream.mark();
  }

  @Override
  public void check() {
    lifetime.ensureOpen();
    List<MemoryFaultException> faults = new ArrayList<>(verification.faults("check"));
    try {
      upstream.check();
    } catch (MemoryFaultException below) {
      faults.add(below);
    }
    parts.reaction().to(faults);
  }

  @Override
  public void resetPeak() {
    lifetime.ensureOpen();
    upstream.resetPeak();
  }

  /** A view over this layer and not over the one below, whose arenas nobody would look at. */
  @Override
  public Arena confinedArena(boolean zeroed) {
    return Allocator.super.confinedArena(zeroed);
  }

  /** A view over this layer, as {@link #confinedArena} is. */
  @Override
  public Arena sharedArena(boolean zeroed) {
    return Allocator.super.sharedArena(zeroed);
  }

  @Override
  public AllocatorStats stats() {
    lifetime.ensureOpen();
    return Statistics.of(parts.table(), intake.failures().get(), upstream.stats());
  }

  @Override
  public long maxAlignment() {
    return upstream.maxAlignment();
  }

  @Override
  public void close() {
    lifetime.end(this::verifyAndClose);
  }

  private void verifyAndClose() {
    List<MemoryFaultException> faults = new ArrayList<>(verification.faults("close"));
    List<Block> live = capabilities.contains(Capability.RESET) ? List.of() : verification.live();
    if (!live.isEmpty()) {
      MemoryFaultException leak = parts.faults().leak(live);
      faults.forEach(leak::addSuppressed);
      throw leak;
    }
    parts.reaction().to(faults);
    departure.flush("close");
    upstream.close();
  }

  // Two allocators of the same parts are still two allocators.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
