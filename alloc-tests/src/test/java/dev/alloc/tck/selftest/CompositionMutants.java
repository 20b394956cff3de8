package dev.alloc.tck.selftest;

import dev.alloc.Capability;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Wrong towards the allocator below: chapter 10. */
final class CompositionMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.wrapper(
              "frees-another-segment",
              "takes a byte for a zero-sized block and gives none back",
              Set.of("10.2"),
              upstream ->
                  new Relay(upstream) {
                    @Override
                    public MemorySegment allocate(long byteSize, long byteAlignment) {
                      if (byteSize != 0) {
                        return super.allocate(byteSize, byteAlignment);
                      }
                      ensureOpen();
                      onAllocated(0);
                      return upstream.allocate(1, byteAlignment).asSlice(0, 0);
                    }

                    @Override
                    public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
                      return byteSize == 0
                          ? allocate(byteSize, byteAlignment)
                          : super.allocateZeroed(byteSize, byteAlignment);
                    }
                  }),
          Mutant.wrapper(
              "never-closes-its-upstream",
              "leaves the allocator below open",
              Set.of("10.3"),
              upstream ->
                  new Relay(upstream) {
                    @Override
                    void closeUpstream() {
                      // wrong: nobody else will
                    }
                  }),
          Mutant.wrapper(
              "closes-its-upstream-again",
              "closes the allocator below at every close",
              Set.of("10.3"),
              upstream ->
                  new Relay(upstream) {
                    @Override
                    public synchronized void close() {
                      if (closed) {
                        closeUpstream();
                      }
                      super.close();
                    }
                  }),
          Mutant.wrapper(
              "drops-reserved",
              "does not pass on that the allocator below knows its memory",
              Set.of("10.4"),
              upstream ->
                  new Relay(upstream) {
                    @Override
                    public Set<Capability> capabilities() {
                      Set<Capability> all = EnumSet.copyOf(super.capabilities());
                      all.remove(Capability.RESERVED);
                      return all;
                    }
                  }),
          Mutant.wrapper(
              "always-thread-safe",
              "is for all threads, over whatever it is put",
              Set.of("10.4"),
              upstream ->
                  new Relay(upstream) {
                    @Override
                    public Set<Capability> capabilities() {
                      Set<Capability> all = EnumSet.copyOf(super.capabilities());
                      all.add(Capability.THREAD_SAFE);
                      return all;
                    }
                  }),
          Mutant.wrapper(
              "check-stops-here",
              "verifies itself and not the allocator below",
              Set.of("10.4"),
              upstream ->
                  new Relay(upstream) {
                    @Override
                    public void check() {
                      ensureOpen();
                      verifyBooks();
                    }
                  }),
          Mutant.wrapper(
              "promises-any-size",
              "claims a largest size that the allocator below does not grant",
              Set.of("10.4"),
              upstream ->
                  new Relay(upstream) {
                    @Override
                    public long maxByteSize() {
                      return Long.MAX_VALUE;
                    }
                  }));

  private CompositionMutants() {}
}
