package dev.alloc.tck.diagnostics;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;

/** Writes next to blocks (rule 8.3), and where they are allowed to be written (rule 8.4). */
public final class Overrun {
  private static final long[] SIZES = {8, 13, 4_096, 262_144};
  private static final int FAR = 32;

  private final Trial trial;
  private final Allocator allocator;

  public Overrun(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
  }

  /** Puts one bad byte at each place next to blocks of each size. */
  public void verify() {
    sizes()
        .forEach(
            byteSize -> {
              for (long alignment = 1; alignment <= 64; alignment *= 8) {
                if (alignment <= allocator.maxAlignment()) {
                  verify(byteSize, alignment, byteSize);
                }
              }
              verify(byteSize, 8, -1);
              verify(byteSize, 8, byteSize + FAR - 1);
            });
  }

  /** Resizes blocks and writes them from end to end. */
  public void verifyLegal() {
    sizes()
        .forEach(
            byteSize -> {
              trial.blocks().allocate(byteSize, 8);
              for (long newByteSize : new long[] {byteSize + 1, byteSize + 40, byteSize / 2, 3}) {
                trial.blocks().reallocate(0, newByteSize, 8);
                trial.blocks().refill(0);
                silent("check() after a block was resized and filled", allocator::check);
              }
              silent("freeing a block that was resized and filled", () -> trial.blocks().free(0));
            });
    silent("check() after blocks were resized and freed", allocator::check);
  }

  private void silent(String what, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException falseAlarm) {
      throw trial.failure(what + " reported a fault, and there is none", falseAlarm);
    }
  }

  private void verify(long byteSize, long alignment, long offset) {
    for (Noticed when : Noticed.values()) {
      MemorySegment block = trial.blocks().allocate(byteSize, alignment);
      RawMemory.disturb(block, offset);
      String what =
          "%s with byte %d of a block of %d bytes written".formatted(when.call, offset, byteSize);
      FoundFault.verify(trial, () -> when.run(allocator, block), what, block, byteSize, offset);
      trial.blocks().free(0); // the call that threw has changed nothing, and has said it
    }
  }

  private LongStream sizes() {
    return LongStream.of(SIZES).filter(byteSize -> byteSize <= trial.budget() / 16);
  }

  /** When a bad byte is noticed. */
  private enum Noticed {
    FREE("free") {
      @Override
      void run(Allocator allocator, MemorySegment block) {
        allocator.free(block);
      }
    },
    REALLOCATE("reallocate") {
      @Override
      void run(Allocator allocator, MemorySegment block) {
        allocator.reallocate(block, block.byteSize() + 1, 1);
      }
    },
    CHECK("check()") {
      @Override
      void run(Allocator allocator, MemorySegment block) {
        allocator.check();
      }
    },
    CLOSE("close()") {
      @Override
      void run(Allocator allocator, MemorySegment block) {
        allocator.close();
      }
    };

    private final String call;

    Noticed(String call) {
      this.call = call;
    }

    abstract void run(Allocator allocator, MemorySegment block);
  }
}
