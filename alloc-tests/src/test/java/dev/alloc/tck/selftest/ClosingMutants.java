package dev.alloc.tck.selftest;

import dev.alloc.AllocatorStats;
import dev.alloc.MemoryFaultException;
import java.util.List;
import java.util.Set;

/** Wrong when it is closed: rules 5.6 and 5.9. */
final class ClosingMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.base(
              "answers-when-closed",
              "shows statistics when it is closed",
              Set.of("5.6"),
              () ->
                  new Reference() {
                    @Override
                    AllocatorStats snapshot() {
                      return closed ? AllocatorStats.unknown() : super.snapshot();
                    }
                  }),
          Mutant.base(
              "closes-once-only",
              "refuses to be closed again",
              Set.of("5.6", "5.9"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized void close() {
                      ensureOpen();
                      super.close();
                    }
                  }),
          Mutant.base(
              "blames-the-caller-when-closed",
              "calls a block invalid when it is closed",
              Set.of("5.6"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized void free(java.lang.foreign.MemorySegment block) {
                      sizeOf(block);
                      super.free(block);
                    }
                  }),
          Mutant.base(
              "closes-over-blocks",
              "closes without a word when blocks are live",
              Set.of("5.9"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized void close() {
                      sizes.clear();
                      super.close();
                    }
                  }),
          Mutant.base(
              "closes-and-complains",
              "reports its leaks and is closed all the same",
              Set.of("5.9"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized void close() {
                      try {
                        super.close();
                      } catch (MemoryFaultException leak) {
                        closed = true;
                        throw leak;
                      }
                    }
                  }),
          Mutant.base(
              "complains-once",
              "reports its leaks at the first close only",
              Set.of("5.9"),
              () ->
                  new Reference() {
                    private boolean reported;

                    @Override
                    public synchronized void close() {
                      if (!reported) {
                        reported = !sizes.isEmpty();
                        super.close();
                      }
                    }
                  }));

  private ClosingMutants() {}
}
