package dev.alloc.tck.statistics;

import dev.alloc.Allocator;
import dev.alloc.tck.trial.Trial;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Blocks that outlive their threads and are freed by others, and the books of that (rule 6.2). */
public final class CrossingBlocks {
  private static final int THREADS = 4;
  private static final int LARGEST = 96;
  private static final int MOST_KEPT = 16;

  private final Trial trial;
  private final Allocator allocator;
  private final int pairs;
  private final Ledger books = new Ledger();
  private final List<Work> kept = new ArrayList<>();

  public CrossingBlocks(Trial trial) {
    this.trial = trial;
    this.allocator = trial.allocator();
    this.pairs = Math.max(500, trial.repeats(20_000));
  }

  /** What one thread did: its own books, and the blocks it left to others. */
  private record Work(Ledger books, List<MemorySegment> left, SplittableRandom random) {}

  public void verifyBooks() {
    generation(Thread.ofPlatform().daemon().name("tck-", 0), "after platform threads ended");
    generation(Thread.ofVirtual().name("tck-virtual-", 0), "after virtual threads ended");
    List<Work> leavers = List.copyOf(kept);
    trial.crew().work(leavers.size(), index -> leavers.get(index).left().forEach(allocator::free));
    for (Work work : leavers) {
      work.left().forEach(block -> books.freed(block.byteSize()));
    }
    books.verify(trial, "after other threads freed what was left");
  }

  private void generation(Thread.Builder threads, String when) {
    List<Work> works = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      SplittableRandom random = new SplittableRandom(trial.random().nextLong());
      works.add(new Work(new Ledger(), new ArrayList<>(), random));
    }
    trial.crew().work(threads, THREADS, index -> allocateAndFree(works.get(index)));
    works.forEach(work -> books.add(work.books()));
    books.verify(trial, when);
    kept.addAll(works);
  }

  private void allocateAndFree(Work work) {
    for (int i = 0; i < pairs; i++) {
      long byteSize = work.random().nextInt(LARGEST);
      MemorySegment block = allocator.allocate(byteSize, 8);
      work.books().allocated(byteSize);
      if (work.left().size() < MOST_KEPT && work.random().nextBoolean()) {
        work.left().add(block);
      } else {
        allocator.free(block);
        work.books().freed(byteSize);
      }
    }
  }
}
