package dev.alloc.tck.selftest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Wrong as arenas: rules 9.6 and 9.7. */
final class ArenaViewMutants {
  static final List<Mutant> ALL =
      List.of(
          view(
              "arena-of-the-jdk",
              "gives out arenas that are not over itself",
              Set.of("9.6"),
              (_, _) -> Arena.ofConfined()),
          view(
              "arena-never-zeroes",
              "forgets that arenas are zeroed",
              Set.of("9.6"),
              (self, _) -> self.correct(false)),
          view(
              "arena-open-to-all",
              "gives out a shared arena as a confined one",
              Set.of("9.6"),
              Reference::sharedArena),
          view(
              "arena-closes-twice",
              "accepts the second close of an arena",
              Set.of("9.6"),
              (self, zeroed) ->
                  new ForwardingArena(self.correct(zeroed)) {
                    @Override
                    public void close() {
                      if (arena.scope().isAlive()) {
                        super.close();
                      }
                    }
                  }),
          view(
              "arena-after-close",
              "allocates from an arena that is closed",
              Set.of("9.6"),
              (self, zeroed) ->
                  new ForwardingArena(self.correct(zeroed)) {
                    @Override
                    public MemorySegment allocate(long byteSize, long byteAlignment) {
                      return arena.scope().isAlive()
                          ? super.allocate(byteSize, byteAlignment)
                          : Arena.ofAuto().allocate(byteSize, byteAlignment);
                    }
                  }),
          view(
              "arena-blocks-outlive-it",
              "gives out blocks that can be used when their arena is closed",
              Set.of("9.6"),
              (self, zeroed) ->
                  new ForwardingArena(self.correct(zeroed)) {
                    @Override
                    public MemorySegment allocate(long byteSize, long byteAlignment) {
                      MemorySegment block = super.allocate(byteSize, byteAlignment);
                      return self.slab.at(block.address(), byteSize);
                    }
                  }),
          view(
              "arena-keeps-a-block",
              "never frees the first block of an arena",
              Set.of("9.6", "9.7"),
              KeepsFirst::new),
          view(
              "arena-frees-twice",
              "counts the first block of an arena as freed twice",
              Set.of("9.6"),
              FreesFirstTwice::new),
          view(
              "arena-rewinds-a-chunk",
              "rewinds to where an arena began although another one goes on there",
              Set.of("9.7"),
              Rewinding::new));

  private ArenaViewMutants() {}

  private static Mutant view(
      String name, String flaw, Set<String> breaks, BiFunction<Viewed, Boolean, Arena> confined) {
    return Mutant.base(name, flaw, breaks, () -> new Viewed(confined));
  }

  /** The reference with confined arenas of another kind. */
  private static final class Viewed extends Reference {
    private static final long CHUNK = 256L << 10;
    private final BiFunction<Viewed, Boolean, Arena> confined;
    private long next;

    Viewed(BiFunction<Viewed, Boolean, Arena> confined) {
      this.confined = confined;
    }

    @Override
    public Arena confinedArena(boolean zeroed) {
      ensureOpen();
      return confined.apply(this, zeroed);
    }

    Arena correct(boolean zeroed) {
      return super.confinedArena(zeroed);
    }

    /** Moves the end of a chunk that all arenas share; allocates it at the first call. */
    synchronized long move(long bytes) {
      if (next == 0) {
        next = slab.take(CHUNK, Long.BYTES);
      }
      next += bytes;
      return next;
    }
  }

  private static final class KeepsFirst extends ForwardingArena {
    private final Viewed self;
    private boolean kept;

    KeepsFirst(Viewed self, boolean zeroed) {
      super(self.correct(zeroed));
      this.self = self;
    }

    @Override
    @SuppressWarnings("restricted") // only narrows the lifetime
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      if (kept || !arena.scope().isAlive()) {
        return super.allocate(byteSize, byteAlignment);
      }
      kept = true;
      return self.allocateZeroed(byteSize, byteAlignment).reinterpret(arena, null);
    }
  }

  private static final class FreesFirstTwice extends ForwardingArena {
    private final Viewed self;
    private long first = -1;

    FreesFirstTwice(Viewed self, boolean zeroed) {
      super(self.correct(zeroed));
      this.self = self;
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      MemorySegment block = super.allocate(byteSize, byteAlignment);
      first = first < 0 ? byteSize : first;
      return block;
    }

    @Override
    public void close() {
      super.close();
      synchronized (self) {
        self.onFreed(first);
      }
    }
  }

  private static final class Rewinding extends ForwardingArena {
    private final Viewed self;
    private final long mark;

    Rewinding(Viewed self, boolean zeroed) {
      super(self.correct(zeroed));
      this.self = self;
      this.mark = self.move(0);
    }

    @Override
    @SuppressWarnings("restricted") // only narrows the lifetime
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      if (byteSize < 0 || byteSize > 1024 || byteAlignment != 8 || !arena.scope().isAlive()) {
        return super.allocate(byteSize, byteAlignment);
      }
      arena.allocate(0, 8); // refuses other threads; counts as the block itself
      long taken = Math.ceilDiv(byteSize, 8) * 8;
      MemorySegment block = self.slab.at(self.move(taken) - taken, byteSize).fill((byte) 0);
      return block.reinterpret(arena, null);
    }

    @Override
    public void close() {
      super.close();
      self.move(mark - self.move(0));
    }
  }
}
