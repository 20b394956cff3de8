package dev.alloc.tck.selftest;

import dev.alloc.Capability;
import dev.alloc.Mark;
import dev.alloc.MemoryFaultException;
import dev.alloc.MemoryFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Wrong about bytes that should not have been written: rules 8.3 to 8.6, and 8.8. */
final class GuardMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.guarded(
              "guards-too-narrow",
              "looks at 16 bytes behind a block",
              Set.of("8.3"),
              () ->
                  new Guarded() {
                    @Override
                    int guardedBehind() {
                      return 16;
                    }
                  }),
          Mutant.guarded(
              "looks-behind-only",
              "does not look at the bytes before a block",
              Set.of("8.3"),
              () ->
                  new Guarded() {
                    @Override
                    int guardedBefore() {
                      return 0;
                    }
                  }),
          Mutant.guarded(
              "looks-when-asked-only",
              "does not look at a block that is freed",
              Set.of("8.3"),
              () ->
                  new Guarded() {
                    @Override
                    void verifyFreed(long address, long byteSize) {}
                  }),
          Mutant.guarded(
              "check-does-not-look",
              "does not look at anything in check() and close()",
              Set.of("8.3", "8.5"),
              () ->
                  new Guarded() {
                    @Override
                    List<MemoryFaultException> damages() {
                      return List.of();
                    }
                  }),
          Mutant.guarded(
              "says-it-for-ever",
              "reports what it has reported",
              Set.of("8.3"),
              () ->
                  new Guarded() {
                    private boolean building = true;

                    @Override
                    void guard(long address, long byteSize) {
                      if (building) {
                        super.guard(address, byteSize);
                      }
                    }

                    @Override
                    @Nullable MemoryFaultException damage(
                        long address, long byteSize, Kind behind) {
                      building = false;
                      try {
                        return super.damage(address, byteSize, behind);
                      } finally {
                        building = true;
                      }
                    }
                  }),
          Mutant.guarded(
              "counts-from-the-end",
              "gives the offset of a bad byte from the end of the block",
              Set.of("8.3"),
              () ->
                  new Guarded() {
                    @Override
                    MemoryFaultException fault(
                        Kind kind, long address, long byteSize, long offset) {
                      return super.fault(
                          kind,
                          address,
                          byteSize,
                          kind == Kind.OVERRUN ? offset - byteSize : offset);
                    }
                  }),
          Mutant.guarded(
              "guards-of-the-old-size",
              "guards a reallocated block as if it still had its old size, and so cries wolf",
              Set.of("8.4"),
              () ->
                  new Guarded() {
                    private long last;

                    @Override
                    MemorySegment doReallocate(
                        MemorySegment block,
                        long oldByteSize,
                        long newByteSize,
                        long byteAlignment) {
                      MemorySegment moved =
                          super.doReallocate(block, oldByteSize, newByteSize, byteAlignment);
                      last = newByteSize > oldByteSize ? moved.address() : 0;
                      return moved;
                    }

                    @Override
                    public synchronized void check() {
                      super.check();
                      if (last != 0 && sizes.containsKey(last)) {
                        long address = last;
                        last = 0;
                        throw fault(Kind.OVERRUN, address, 0, 0);
                      }
                    }
                  }),
          Mutant.guarded(
              "trusts-the-dead",
              "does not look at the bytes of freed blocks",
              Set.of("8.5"),
              () ->
                  new Guarded() {
                    @Override
                    @Nullable MemoryFaultException faultOf(Held block) {
                      return null;
                    }
                  }),
          Mutant.guarded(
              "fresh-bytes-are-old",
              "gives out blocks with what was there before",
              Set.of("8.6"),
              () ->
                  new Guarded() {
                    @Override
                    void fillFresh(MemorySegment block) {}
                  }),
          Mutant.guarded(
              "zeros-are-fresh",
              "fills blocks that have to be zero",
              Set.of("1.10", "8.6", "9.6"),
              () ->
                  new Guarded() {
                    @Override
                    public MemorySegment allocateZeroed(long byteSize, long byteAlignment) {
                      return allocate(byteSize, byteAlignment);
                    }
                  }),
          Mutant.base(
              "marks-nothing",
              "has no marks and does not refuse them",
              Set.of("8.8"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized Mark mark() {
                      ensureOpen();
                      return () -> {};
                    }
                  }),
          Mutant.base(
              "scopes-of-nothing",
              "promises scopes for blocks that it does not say to be native",
              Set.of("8.8"),
              () ->
                  new Reference() {
                    @Override
                    public Set<Capability> capabilities() {
                      EnumSet<Capability> all = EnumSet.copyOf(EVERYTHING);
                      all.remove(Capability.NATIVE);
                      return Collections.unmodifiableSet(all);
                    }
                  }));

  private GuardMutants() {}
}
