package dev.alloc.tck.selftest;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;

/** Wrong about where a block starts: chapter 2. */
final class AlignmentMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.base(
              "aligned-to-16-only",
              "never aligns to more than 16",
              Set.of("2.1", "2.2", "2.4"),
              () ->
                  new Misaligned() {
                    @Override
                    boolean misaligns(long byteSize, long byteAlignment) {
                      return true;
                    }
                  }),
          Mutant.base(
              "three-times-misaligned",
              "does not align a block three times as large as its alignment",
              Set.of("2.1"),
              () ->
                  new Misaligned() {
                    @Override
                    boolean misaligns(long byteSize, long byteAlignment) {
                      return byteSize == 3 * byteAlignment;
                    }
                  }),
          Mutant.base(
              "aligned-to-pages-at-most",
              "never aligns to more than 8 KiB",
              Set.of("2.1", "2.2"),
              () ->
                  new Misaligned() {
                    @Override
                    boolean misaligns(long byteSize, long byteAlignment) {
                      return byteAlignment > 8192;
                    }
                  }),
          Mutant.base(
              "misaligned-to-32-kib",
              "does not align to 32 KiB, which no size class of it has",
              Set.of("2.2"),
              () ->
                  new Misaligned() {
                    @Override
                    boolean misaligns(long byteSize, long byteAlignment) {
                      return byteAlignment == 32768;
                    }
                  }),
          Mutant.base(
              "zero-sized-misaligned",
              "does not align zero-sized blocks",
              Set.of("2.1", "2.4"),
              () ->
                  new Misaligned() {
                    @Override
                    boolean misaligns(long byteSize, long byteAlignment) {
                      return byteSize == 0;
                    }
                  }),
          Mutant.base(
              "in-place-misaligned",
              "leaves a block where it is, whatever alignment is asked for",
              Set.of("2.4", "3.6"),
              () ->
                  new Reference() {
                    @Override
                    MemorySegment doReallocate(
                        MemorySegment block, long oldByteSize, long newByteSize, long alignment) {
                      return super.doReallocate(block, oldByteSize, newByteSize, 1);
                    }
                  }),
          Mutant.base(
              "rounds-alignments",
              "takes any alignment for the next power of two",
              Set.of("2.3", "6.1", "6.7", "9.6"),
              () ->
                  new Reference() {
                    @Override
                    void checkRequest(long byteSize, long byteAlignment) {
                      if (byteAlignment != 3) {
                        super.checkRequest(byteSize, byteAlignment);
                      }
                    }

                    @Override
                    MemorySegment doAllocate(long byteSize, long byteAlignment) {
                      return super.doAllocate(byteSize, byteAlignment == 3 ? 4 : byteAlignment);
                    }
                  }),
          Mutant.base(
              "limit-not-named",
              "does not say which alignment is the largest",
              Set.of("2.3"),
              () ->
                  new Reference() {
                    @Override
                    void checkRequest(long byteSize, long byteAlignment) {
                      if (byteAlignment > maxAlignment()) {
                        throw new IllegalArgumentException("bad alignment " + byteAlignment);
                      }
                      super.checkRequest(byteSize, byteAlignment);
                    }
                  }),
          Mutant.base(
              "size-plus-alignment-wraps",
              "adds the alignment to the size and gets a small number",
              Set.of("2.5"),
              () ->
                  new Reference() {
                    @Override
                    void checkRequest(long byteSize, long byteAlignment) {
                      if (byteSize < 1L << 61
                          || byteSize + byteAlignment - 1 >= 0
                          || byteAlignment > maxAlignment()) {
                        super.checkRequest(byteSize, byteAlignment);
                      }
                    }

                    @Override
                    MemorySegment doAllocate(long byteSize, long byteAlignment) {
                      return super.doAllocate(byteSize > 1L << 62 ? 0 : byteSize, byteAlignment);
                    }
                  }));

  private AlignmentMutants() {}

  /** Gives some blocks an address that is a multiple of 16 and of nothing more. */
  private abstract static class Misaligned extends Reference {

    abstract boolean misaligns(long byteSize, long byteAlignment);

    @Override
    MemorySegment doAllocate(long byteSize, long byteAlignment) {
      if (byteAlignment <= 16 || !misaligns(byteSize, byteAlignment)) {
        return super.doAllocate(byteSize, byteAlignment);
      }
      long address = slab.take(byteSize, byteAlignment, 16);
      if (address < 0) {
        throw refused(byteSize, byteAlignment);
      }
      enter(address, byteSize);
      return slab.at(address, byteSize);
    }
  }
}
