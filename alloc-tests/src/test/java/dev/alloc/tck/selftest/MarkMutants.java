package dev.alloc.tck.selftest;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Set;

/** Wrong when going back to a mark: rules 9.4 and 9.7. */
final class MarkMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.pool(
                  "mark-on-empty-forgets-a-chunk",
                  "loses the memory taken since a mark on an empty allocator",
                  Set.of("9.4"),
                  (upstream, safe) ->
                      new Pool(upstream, safe) {
                        @Override
                        void rewind(PoolMark mark) {
                          if (mark.cursorBefore.chunk.byteSize() == 0) {
                            segments.taken.removeIf(segment -> segment.serial() > mark.serial);
                          }
                          super.rewind(mark);
                        }
                      })
              .perhaps("9.5"),
          Mutant.pool(
              "mark-keeps-large-blocks",
              "keeps the segments of large blocks that came after a mark",
              Set.of("9.4"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    void rewind(PoolMark mark) {
                      var large = segments.taken.stream().filter(Segments.Taken::isOwn).toList();
                      segments.taken.removeAll(large);
                      super.rewind(mark);
                      segments.taken.addAll(large);
                    }
                  }),
          Mutant.pool(
              "mark-restores-counts",
              "counts as many live blocks after a mark as there were before it",
              Set.of("9.4"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    PoolMark newMark() {
                      long blocks = books.allocations - books.frees;
                      long bytes = books.liveBytes;
                      return new PoolMark(this, lifetime()) {
                        @Override
                        void rewound() {
                          books.frees = books.allocations - blocks;
                          books.liveBytes = bytes;
                        }
                      };
                    }
                  }),
          Mutant.pool(
                  "mark-drops-the-last-block",
                  "goes back to before the last block that is older than the mark",
                  Set.of("9.4"),
                  (upstream, safe) ->
                      new Pool(upstream, safe) {
                        @Override
                        void rewind(PoolMark mark) {
                          super.rewind(mark);
                          Cursor back = mark.cursorBefore;
                          back.position = Math.max(back.chunk.address(), back.position - 8);
                        }
                      })
              .perhaps("9.5"),
          Mutant.pool(
              "mark-out-of-order",
              "closes an outer mark while an inner one is open",
              Set.of("9.4"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    PoolMark newMark() {
                      return new PoolMark(this, lifetime()) {
                        @Override
                        boolean mayClose(Pool pool) {
                          return (pool.top == this || epoch != pool.epoch) && super.mayClose(pool);
                        }
                      };
                    }
                  }),
          Mutant.pool(
              "mark-after-reset",
              "says nothing about a mark from before a reset",
              Set.of("9.4"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    PoolMark newMark() {
                      return new PoolMark(this, lifetime()) {
                        @Override
                        boolean mayClose(Pool pool) {
                          return epoch == pool.epoch && super.mayClose(pool);
                        }
                      };
                    }
                  }),
          Mutant.pool(
              "arena-as-a-mark",
              "goes back to where an arena began when that is closed",
              Set.of("9.7"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    public Arena confinedArena(boolean zeroed) {
                      Cursor before = new Cursor(cursor());
                      return new ForwardingArena(super.confinedArena(zeroed)) {
                        @Override
                        public void close() {
                          super.close();
                          setCursor(before);
                        }
                      };
                    }
                  }),
          Mutant.pool(
              "mark-leaves-blocks-alive",
              "leaves what came after a mark accessible in safe mode",
              Set.of("9.4"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    @SuppressWarnings("ReferenceEquality") // it is the one that stands for none
                    void endLifetime(Arena ended) {
                      if (top == PoolMark.NONE) {
                        super.endLifetime(ended); // wrong: with marks as well
                      }
                    }
                  }));

  private MarkMutants() {}
}
