package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Wrong when everything is given back at once, or at the end of a chunk: rules 9.1 to 9.3, 9.5. */
final class ResetMutants {
  static final List<Mutant> ALL =
      List.of(
          Mutant.pool(
              "reset-retains-a-little",
              "keeps a chunk when it may keep a byte",
              Set.of("9.1"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    void trim(long retainBytes) {
                      super.trim(retainBytes == 0 ? 0 : Math.max(retainBytes, Segments.CHUNK));
                    }
                  }),
          Mutant.pool(
              "reset-retains-all",
              "keeps all its memory at a reset, whatever it may keep",
              Set.of("9.1", "9.4", "9.5"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    void trim(long retainBytes) {
                      // wrong: only closing gives anything back
                    }
                  }),
          Mutant.pool(
                  "reset-leaves-a-chunk-dangling",
                  "goes on in the chunk that it gave back at a reset",
                  Set.of("9.1"),
                  Dangling::new)
              .perhaps("9.4"),
          Mutant.pool(
              "reset-not-counted",
              "still counts the bytes that a reset has dropped",
              Set.of("9.1", "9.4"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    void countReset() {
                      live.values().forEach(_ -> books.freed(0));
                    }
                  }),
          Mutant.pool(
              "reset-misses-other-threads",
              "lets other threads go on in chunks that a reset has handed on",
              Set.of("9.1"),
              ChunkPerThread::new),
          Mutant.pool(
              "reset-safe-for-nobody",
              "leaves blocks accessible in safe mode",
              Set.of("9.1", "9.4"),
              (upstream, _) -> new Pool(upstream, false)),
          Mutant.pool(
              "reset-gives-one-back",
              "gives a chunk back at each reset, whatever it may keep",
              Set.of("9.2"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    void trim(long retainBytes) {
                      super.trim(Math.min(retainBytes, Math.max(0, segments.bytes() - 1)));
                    }
                  }),
          Mutant.pool(
              "reset-frees-a-slice",
              "gives all but the last byte of a segment back",
              Set.of("5.4", "9.1", "9.2", "9.4", "9.5", "10.2", "10.3", "10.4"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    void trim(long retainBytes) {
                      if (retainBytes == 0) {
                        segments.spare.replaceAll(spare -> spare.asSlice(0, spare.byteSize() - 1));
                      }
                      super.trim(retainBytes);
                    }
                  }),
          Mutant.pool(
              "last-block-moves",
              "moves the last block when it grows",
              Set.of("9.3"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    @Nullable MemorySegment resizeInPlace(
                        long address, long byteSize, long newByteSize) {
                      return newByteSize > byteSize
                          ? null
                          : super.resizeInPlace(address, byteSize, newByteSize);
                    }
                  }),
          Mutant.pool(
              "last-block-stays",
              "reclaims nothing when the last block is freed",
              Set.of("9.3"),
              (upstream, safe) ->
                  new Pool(upstream, safe) {
                    @Override
                    boolean freeLast(long address, long byteSize) {
                      return false;
                    }
                  }),
          Mutant.pool(
                  "padding-forgotten-at-free",
                  "takes the bytes of the last block off, and padding as if the next had none",
                  Set.of("9.3"),
                  (upstream, safe) -> new Padded(upstream, safe, true))
              .perhaps(
                  "1.2", "1.6", "3.1", "3.6", "3.7", "6.1", "6.2", "6.6", "7.1", "7.2", "7.3",
                  "7.5", "9.1", "9.5", "9.7"),
          Mutant.pool(
                  "padding-forgotten-at-resize",
                  "resizes the last block as if there were no padding before it",
                  Set.of("9.3"),
                  (upstream, safe) -> new Padded(upstream, safe, false))
              .perhaps(
                  "3.1", "3.6", "3.7", "6.1", "6.2", "7.1", "7.2", "7.3", "9.1", "9.5", "9.7"));

  private ResetMutants() {}

  /** Wrong: until the next reset, and over memory that the TCK holds for it. */
  private static final class Dangling extends Pool {
    private boolean dangles;

    Dangling(Allocator upstream, boolean safe) {
      super(upstream, safe);
    }

    @Override
    public synchronized void reset(long retainBytes) {
      MemorySegment chunk = cursor().chunk;
      boolean repeat = dangles;
      super.reset(retainBytes);
      dangles =
          !repeat
              && chunk.byteSize() != 0
              && segments.spare.stream().noneMatch(spare -> spare.address() == chunk.address());
      if (dangles) {
        segments.given = chunk;
        setCursor(new Cursor(chunk));
      }
    }
  }

  /** Four chunks at a time, one for every fourth thread. */
  private static final class ChunkPerThread extends Pool {
    private final Cursor[] cursors = {Cursor.NONE, Cursor.NONE, Cursor.NONE, Cursor.NONE};

    ChunkPerThread(Allocator upstream, boolean safe) {
      super(upstream, safe);
    }

    @Override
    Cursor cursor() {
      return cursors[(int) Thread.currentThread().threadId() & 3];
    }

    @Override
    void setCursor(Cursor next) {
      cursors[(int) Thread.currentThread().threadId() & 3] = next; // wrong at a reset
    }
  }

  /** Wrong about where the last block began. */
  private static final class Padded extends Pool {
    private final boolean atFree;

    Padded(Allocator upstream, boolean safe, boolean atFree) {
      super(upstream, safe);
      this.atFree = atFree;
    }

    @SuppressWarnings("ReferenceEquality") // it is the one that stands for none
    @Override
    void setCursor(Cursor next) {
      super.setCursor(next == Cursor.NONE ? next : new PaddedCursor(next, atFree));
    }
  }

  private static final class PaddedCursor extends Cursor {
    private final boolean atFree;
    private long padding;

    PaddedCursor(Cursor other, boolean atFree) {
      super(other);
      this.atFree = atFree;
    }

    @Override
    long bump(long byteSize, long byteAlignment) {
      long before = position;
      long address = super.bump(byteSize, byteAlignment);
      padding = address == 0 ? padding : address - before;
      return address;
    }

    @Override
    boolean freeLast(long address, long byteSize) {
      boolean freed = super.freeLast(address, byteSize);
      if (freed && atFree) {
        position = Math.max(chunk.address(), position - 2 * padding); // wrong: once is enough
      }
      padding = freed ? 0 : padding;
      return freed;
    }

    @Override
    boolean resizeLast(long address, long byteSize, long newByteSize) {
      boolean resized = super.resizeLast(address, byteSize, newByteSize);
      if (resized && !atFree && newByteSize > padding) {
        position -= padding; // wrong: the block is behind the padding
      }
      return resized;
    }
  }
}
