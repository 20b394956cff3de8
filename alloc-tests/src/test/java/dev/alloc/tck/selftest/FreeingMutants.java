package dev.alloc.tck.selftest;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;

/** Wrong when a block is given back: chapter 4. */
final class FreeingMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.base(
              "null-ignored",
              "takes free(null) as C does",
              Set.of("4.1"),
              () ->
                  new Reference() {
                    @Override
                    @SuppressWarnings({"NullAway", "ConstantValue"}) // the mistake itself
                    public synchronized void free(MemorySegment block) {
                      if (block != null) {
                        super.free(block);
                      }
                    }
                  }),
          Mutant.base(
              "null-segment-ignored",
              "takes MemorySegment.NULL for nothing to free",
              Set.of("4.1"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized void free(MemorySegment block) {
                      if (block.address() != 0 || !block.isNative()) {
                        super.free(block);
                      }
                    }
                  }),
          Mutant.base(
              "large-blocks-never-reused",
              "keeps the memory of blocks of 32 KiB for ever",
              Set.of("4.2"),
              () ->
                  new Reference() {
                    @Override
                    void doFree(MemorySegment block) {
                      if (slab.length(block.address()) == 32 << 10) {
                        leave(block.address());
                      } else {
                        super.doFree(block);
                      }
                    }
                  }),
          Mutant.base(
              "refuses-virtual-threads",
              "lets no virtual thread free",
              Set.of("4.3", "6.2", "7.3"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized void free(MemorySegment block) {
                      if (Thread.currentThread().isVirtual()) {
                        throw new WrongThreadException("virtual threads own no blocks");
                      }
                      super.free(block);
                    }
                  }),
          Mutant.base(
              "refuses-read-only-views",
              "wants the very segment back that it gave out",
              Set.of("4.4"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized void free(MemorySegment block) {
                      if (block.isReadOnly()) {
                        throw new IllegalArgumentException("not a segment of mine");
                      }
                      super.free(block);
                    }
                  }),
          Mutant.base(
              "reads-what-it-frees",
              "looks into the segment it is given",
              Set.of("4.4"),
              () ->
                  new Reference() {
                    private long sum;

                    @Override
                    void doFree(MemorySegment block) {
                      sum += block.byteSize() > 0 ? block.get(JAVA_BYTE, 0) : 0;
                      super.doFree(block);
                    }
                  }),
          Mutant.base(
              "heap-segments-ignored",
              "takes an offset into an array for an address it does not know",
              Set.of("4.5"),
              () ->
                  new Reference() {
                    @Override
                    public synchronized void free(MemorySegment block) {
                      if (block.isNative()) {
                        super.free(block);
                      }
                    }
                  }));

  private FreeingMutants() {}
}
