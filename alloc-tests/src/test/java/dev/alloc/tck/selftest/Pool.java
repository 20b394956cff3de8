package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.AllocatorStats;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A correct pool that resets and has marks, with a lock around everything, from which wrong ones
 * differ by one overridden method.
 */
class Pool implements Allocator {
  final Allocator upstream;
  final Segments segments;
  final Books books = new Books();
  final Map<Long, Live> live = new HashMap<>(); // by address
  private final boolean safe;
  private Cursor cursor = Cursor.NONE;
  private Arena lifetime;
  PoolMark top = PoolMark.NONE;
  long serial; // of the last block
  int epoch;
  private boolean closed;

  /** A live block; those made after a mark have a higher serial. */
  record Live(long byteSize, long serial) {}

  Pool(Allocator upstream, boolean safe) {
    this.upstream = upstream;
    this.segments = new Segments(upstream);
    this.safe = safe;
    this.lifetime = newLifetime();
  }

  @Override
  public synchronized MemorySegment allocate(long byteSize, long byteAlignment) {
    ensureOpen();
    MemorySegment block = place(byteSize, byteAlignment);
    books.allocated(byteSize);
    return block;
  }

  @Override
  public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
    return allocate(byteSize, byteAlignment).fill((byte) 0);
  }

  @Override
  public synchronized MemorySegment reallocate(
      MemorySegment block, long newByteSize, long byteAlignment) {
    ensureOpen();
    Live old = liveBlock(block);
    checkRequest(newByteSize, byteAlignment);
    long address = block.address();
    MemorySegment resized =
        address % byteAlignment == 0 ? resizeInPlace(address, old.byteSize, newByteSize) : null;
    if (resized == null) {
      resized = place(newByteSize, byteAlignment);
      long kept = Math.min(old.byteSize, newByteSize);
      MemorySegment.copy(block, 0, resized, 0, kept);
      drop(address, old);
    } else {
      live.put(address, new Live(newByteSize, old.serial));
    }
    books.reallocated(old.byteSize, newByteSize);
    return resized;
  }

  @Override
  public synchronized void free(MemorySegment block) {
    ensureOpen();
    Live freed = liveBlock(block);
    drop(block.address(), freed);
    books.freed(freed.byteSize);
  }

  /** Finds a place and enters it into {@link #live}. */
  private MemorySegment place(long byteSize, long byteAlignment) {
    checkRequest(byteSize, byteAlignment);
    try {
      long address = cursor().bump(byteSize, byteAlignment);
      if (address == 0 && byteSize + byteAlignment > Segments.SHARE) {
        address = segments.takeOwn(byteSize, byteAlignment, ++serial).address();
      } else if (address == 0) {
        setCursor(new Cursor(segments.takeChunk(byteAlignment, ++serial)));
        address = cursor().bump(byteSize, byteAlignment);
      }
      live.put(address, new Live(byteSize, ++serial));
      return view(address, byteSize);
    } catch (OutOfMemoryError refused) {
      books.failures++;
      throw Allocators.outOfMemory(this, byteSize, byteAlignment);
    }
  }

  /** Returns the resized block, or null if it has to move. */
  @Nullable MemorySegment resizeInPlace(long address, long byteSize, long newByteSize) {
    boolean stays = newByteSize <= byteSize || segments.isOwn(address, newByteSize);
    return cursor().resizeLast(address, byteSize, newByteSize) || stays
        ? view(address, newByteSize)
        : null;
  }

  private void drop(long address, Live block) {
    live.remove(address);
    if (!freeLast(address, block.byteSize)) {
      segments.giveOwn(address);
    }
  }

  /** Takes the last block back, if this is the one. */
  boolean freeLast(long address, long byteSize) {
    return cursor().freeLast(address, byteSize);
  }

  @SuppressWarnings("restricted") // only narrows the lifetime
  private MemorySegment view(long address, long byteSize) {
    MemorySegment block = segments.at(address, byteSize);
    return safe ? block.reinterpret(lifetime, null) : block;
  }

  Cursor cursor() {
    return cursor;
  }

  void setCursor(Cursor next) {
    cursor = next;
  }

  @SuppressWarnings("ReferenceEquality") // it is itself
  @Override
  public synchronized void reset(long retainBytes) {
    ensureOpen();
    if (retainBytes < 0) {
      throw new IllegalArgumentException(name() + ": cannot retain " + retainBytes + " bytes");
    }
    while (top != PoolMark.NONE) {
      endLifetime(lifetime);
      lifetime = top.lifetimeBefore;
      top = top.below;
    }
    endLifetime(lifetime);
    lifetime = newLifetime();
    epoch++;
    setCursor(Cursor.NONE);
    countReset();
    live.clear();
    segments.giveAll();
    trim(retainBytes);
  }

  /** Counts all live blocks as freed. */
  void countReset() {
    live.values().forEach(block -> books.freed(block.byteSize));
  }

  void trim(long retainBytes) {
    segments.trim(retainBytes);
  }

  @Override
  public synchronized Mark mark() {
    ensureOpen();
    top = newMark();
    lifetime = newLifetime();
    cursor().protect();
    return top;
  }

  PoolMark newMark() {
    return new PoolMark(this, lifetime);
  }

  /** Drops what came after a mark. */
  void rewind(PoolMark mark) {
    endLifetime(lifetime);
    lifetime = mark.lifetimeBefore;
    setCursor(mark.cursorBefore);
    live.values().removeIf(block -> block.serial > mark.serial && counted(block));
    segments.giveNewerThan(mark.serial);
    top = mark.below;
    mark.rewound();
  }

  private boolean counted(Live dropped) {
    books.freed(dropped.byteSize);
    return true;
  }

  /** In safe mode makes the blocks since the last mark or reset inaccessible. */
  void endLifetime(Arena ended) {
    if (safe) {
      ended.close();
    }
  }

  final Arena lifetime() {
    return lifetime;
  }

  @SuppressWarnings("MustBeClosedChecker") // the pool or its mark closes it
  private Arena newLifetime() {
    return safe ? Arena.ofShared() : Arena.global();
  }

  @Override
  public void check() {
    stats();
    upstream.check();
  }

  @Override
  public synchronized void resetPeak() {
    ensureOpen();
    books.peakBytes = books.liveBytes;
    upstream.resetPeak();
  }

  @Override
  public Arena confinedArena(boolean zeroed) {
    return Allocator.super.confinedArena(zeroed);
  }

  @Override
  public Arena sharedArena(boolean zeroed) {
    return Allocator.super.sharedArena(zeroed);
  }

  @Override
  public synchronized AllocatorStats stats() {
    ensureOpen();
    return books.toStats().withReservedBytes(segments.bytes());
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all =
        EnumSet.of(Capability.THREAD_SAFE, Capability.NATIVE, Capability.SCOPES);
    all.retainAll(upstream.capabilities());
    all.add(Capability.IN_PLACE);
    all.add(Capability.COUNTS);
    all.add(Capability.PEAK);
    all.add(Capability.RESERVED);
    all.add(Capability.RESET);
    all.add(Capability.MARK);
    return Collections.unmodifiableSet(all);
  }

  @Override
  public String name() {
    return "counting+" + upstream.name(); // as the fixture's spec, which rule 0.1 compares
  }

  @Override
  public long maxAlignment() {
    return upstream.maxAlignment();
  }

  @Override
  public long maxByteSize() {
    return upstream.maxByteSize();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      reset(0);
      segments.trim(0);
      closed = true;
      upstream.close();
    }
  }

  final void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(name() + ": this allocator is closed");
    }
  }

  private Live liveBlock(MemorySegment block) {
    Live found = live.get(Objects.requireNonNull(block, "block").address());
    if (found == null || !block.isNative()) {
      throw MemoryFaultException.invalidFree(name(), block, "it is not a live block");
    }
    return found;
  }

  private void checkRequest(long byteSize, long byteAlignment) {
    try {
      Allocators.checkRequest(this, byteSize, byteAlignment);
    } catch (OutOfMemoryError tooLarge) {
      books.failures++;
      throw tooLarge;
    }
  }
}
