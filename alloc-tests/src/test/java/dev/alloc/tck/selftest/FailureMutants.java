package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Wrong when a request cannot be met: rules 5.1 to 5.5, 5.7 and 5.8. */
final class FailureMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.base(
              "too-large-is-an-argument",
              "answers a size above its largest with IllegalArgumentException",
              Set.of("2.5", "3.4", "5.1", "5.7", "6.1", "6.5", "6.7", "9.6"),
              () ->
                  new Reference() {
                    @Override
                    void checkRequest(long byteSize, long byteAlignment) {
                      if (byteSize > maxByteSize()) {
                        throw new IllegalArgumentException("too large: " + byteSize);
                      }
                      super.checkRequest(byteSize, byteAlignment);
                    }
                  }),
          Mutant.base(
              "ghost-after-failure",
              "counts a block before it knows that there is room for it",
              Set.of("2.5", "3.4", "5.1", "6.1", "6.7", "9.6"),
              () ->
                  new Reference() {
                    @Override
                    void onRefused() {
                      super.onRefused();
                      books.allocated(1);
                    }
                  }),
          Mutant.base(
                  "rounding-wraps",
                  "rounds the largest sizes up to a multiple of 16 and gets a small number",
                  Set.of("2.5", "5.1", "6.5", "6.7", "9.6"),
                  () ->
                      new Reference() {
                        @Override
                        void checkRequest(long byteSize, long byteAlignment) {
                          if (byteSize < 0 || byteSize + 15 >= 0) {
                            super.checkRequest(byteSize, byteAlignment);
                          }
                        }

                        @Override
                        MemorySegment doAllocate(long byteSize, long byteAlignment) {
                          return super.doAllocate(byteSize + 15 < 0 ? 0 : byteSize, byteAlignment);
                        }
                      })
              .perhaps("6.1"),
          Mutant.base(
              "product-wraps",
              "multiplies count and size without looking",
              Set.of("5.2"),
              () ->
                  new Reference() {
                    @Override
                    public MemorySegment allocate(MemoryLayout layout, long count) {
                      return allocate(layout.byteSize() * count, layout.byteAlignment());
                    }
                  }),
          Mutant.base(
              "out-of-memory-for-good",
              "gives nothing any more once a request has failed",
              Set.of("5.3", "6.1", "6.7", "9.6"),
              OutForGood::new),
          Mutant.wrapper(
              "counts-before-its-upstream",
              "counts a block before its upstream has given it",
              Set.of("3.4", "5.3", "5.4", "5.5", "5.7"),
              upstream ->
                  new Relay(upstream) {
                    @Override
                    public MemorySegment allocate(long byteSize, long byteAlignment) {
                      ensureOpen();
                      try {
                        Allocators.checkRequest(this, byteSize, byteAlignment);
                        onAllocated(byteSize); // wrong: not yet
                        return upstream.allocate(byteSize, byteAlignment);
                      } catch (OutOfMemoryError refused) {
                        onRefused();
                        throw refused;
                      }
                    }
                  }),
          Mutant.wrapper(
              "header-left-behind",
              "keeps the record it took when its upstream has no block for it",
              Set.of("5.4", "5.7"),
              HeaderLeftBehind::new),
          Mutant.limited(
              "limit-refused-when-reached",
              "refuses the block that reaches the limit",
              Set.of("5.5"),
              bytes -> new Reference(bytes - 1)),
          Mutant.limited(
              "limit-exceeded-by-one",
              "grants one byte more than the limit",
              Set.of("5.5"),
              bytes -> new Reference(bytes + 1)),
          Mutant.limited(
              "limit-counts-all-that-was",
              "does not give freed bytes back to the limit",
              Set.of("5.5"),
              bytes ->
                  new Reference(bytes) {
                    @Override
                    MemorySegment doAllocate(long byteSize, long byteAlignment) {
                      if (books.allocatedBytes + byteSize > limit) {
                        throw refused(byteSize, byteAlignment);
                      }
                      return super.doAllocate(byteSize, byteAlignment);
                    }
                  }),
          Mutant.limited(
              "limit-taken-on-trial",
              "takes the bytes from the limit before it looks whether they are there",
              Set.of("5.5"),
              TakenOnTrial::new),
          Mutant.base(
              "error-without-size",
              "says that memory is out and not what was asked for",
              Set.of("5.7"),
              () ->
                  new Reference() {
                    @Override
                    void checkRequest(long byteSize, long byteAlignment) {
                      try {
                        super.checkRequest(byteSize, byteAlignment);
                      } catch (OutOfMemoryError refused) {
                        throw new OutOfMemoryError(name() + ": no memory");
                      }
                    }
                  }),
          Mutant.limited(
              "limit-without-alignment",
              "does not say which alignment was asked for when its limit is reached",
              Set.of("5.7"),
              bytes ->
                  new Reference(bytes) {
                    @Override
                    MemorySegment doAllocate(long byteSize, long byteAlignment) {
                      if (byteSize > limit) {
                        onRefused();
                        throw new OutOfMemoryError(name() + ": no " + byteSize + " bytes left");
                      }
                      return super.doAllocate(byteSize, byteAlignment);
                    }
                  }),
          Mutant.forgetful(
              "unrecorded-block-kept",
              "loses the block that it cannot record",
              Set.of("5.8"),
              upstream ->
                  new Forgetful(upstream) {
                    @Override
                    MemorySegment recorded(MemorySegment block, long byteSize) {
                      onAllocated(byteSize);
                      return block;
                    }
                  }),
          Mutant.forgetful(
              "full-table-is-a-bug",
              "throws IllegalStateException when its table is full",
              Set.of("5.8"),
              upstream ->
                  new Relay(upstream) {
                    @Override
                    MemorySegment recorded(MemorySegment block, long byteSize) {
                      upstream.free(block);
                      throw new IllegalStateException("table full");
                    }
                  }));

  private FailureMutants() {}

  private static final class OutForGood extends Reference {
    private boolean out;

    @Override
    void onRefused() {
      super.onRefused();
      out = true;
    }

    @Override
    MemorySegment doAllocate(long byteSize, long byteAlignment) {
      if (out) {
        throw refused(byteSize, byteAlignment);
      }
      return super.doAllocate(byteSize, byteAlignment);
    }
  }

  /** Takes two blocks of its upstream for one of its own. */
  private static final class HeaderLeftBehind extends Relay {
    private static final long HEADER = 16;
    private static final long LARGE = 4096;
    private final Map<Long, MemorySegment> headers = new ConcurrentHashMap<>();

    HeaderLeftBehind(Allocator upstream) {
      super(upstream);
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      ensureOpen();
      if (byteSize < 0
          || byteSize > LARGE
          || byteAlignment < 1
          || byteAlignment > maxAlignment()
          || Long.bitCount(byteAlignment) != 1) {
        return super.allocate(byteSize, byteAlignment);
      }
      MemorySegment header = header();
      MemorySegment block = super.allocate(byteSize, byteAlignment); // wrong: keeps the header
      headers.put(block.address(), header);
      return block;
    }

    private MemorySegment header() {
      try {
        return upstream.allocate(HEADER, 8);
      } catch (OutOfMemoryError refused) {
        onRefused();
        throw refused;
      }
    }

    @Override
    public Set<Capability> capabilities() {
      Set<Capability> all = EnumSet.copyOf(super.capabilities());
      all.remove(Capability.LIMIT); // its headers count as well
      return all;
    }

    @Override
    public void free(MemorySegment block) {
      MemorySegment header = headers.remove(block.address());
      super.free(block);
      if (header != null) {
        upstream.free(header);
      }
    }

    @Override
    public MemorySegment reallocate(MemorySegment block, long newByteSize, long byteAlignment) {
      MemorySegment header = headers.remove(block.address());
      long address = block.address();
      try {
        MemorySegment resized = super.reallocate(block, newByteSize, byteAlignment);
        address = resized.address();
        return resized;
      } finally {
        if (header != null) {
          headers.put(address, header);
        }
      }
    }
  }

  private static final class TakenOnTrial extends Reference {
    private final AtomicLong taken = new AtomicLong();

    TakenOnTrial(long limit) {
      super(limit);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the mistake itself
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      if (byteSize == limit) {
        taken.addAndGet(byteSize);
        Race.window();
        try {
          return super.allocate(byteSize, byteAlignment);
        } finally {
          taken.addAndGet(-byteSize);
        }
      }
      return super.allocate(byteSize, byteAlignment);
    }

    @Override
    MemorySegment doAllocate(long byteSize, long byteAlignment) {
      if (byteSize < limit && byteSize > limit - taken.get()) {
        throw refused(byteSize, byteAlignment);
      }
      return super.doAllocate(byteSize, byteAlignment);
    }
  }
}
