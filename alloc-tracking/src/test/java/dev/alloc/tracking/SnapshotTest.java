package dev.alloc.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A snapshot")
final class SnapshotTest {

  @Test
  @DisplayName("has live, total, peak and temporary of each site")
  void figuresOfASite() {
    try (Allocator allocator = Fixtures.with("depth", "1")) {
      List<MemorySegment> blocks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        blocks.add(allocator.allocate(10, 1));
      }
      allocator.free(blocks.removeLast()); // the newest
      allocator.free(blocks.removeFirst());
      TrackingSnapshot snapshot = Tracking.of(allocator).snapshot();
      assertEquals(1, snapshot.sites().size());
      assertEquals(new TrackedUsage(2, 20, 4, 40, 0, 40, 1, 10), snapshot.total());
      blocks.forEach(allocator::free);
    }
  }

  @Test
  @DisplayName("is grouped by line, method, thread and title")
  void grouping() {
    try (Allocator allocator = Fixtures.with("depth", "4")) {
      List<MemorySegment> blocks = new ArrayList<>();
      blocks.add(allocator.allocate(10, 1));
      blocks.add(allocator.allocate(100, 1));
      blocks.add(Tracking.callTitled("a title", () -> allocator.allocate(1_000, 1)));
      TrackingSnapshot snapshot = Tracking.of(allocator).snapshot();
      assertEquals(3, snapshot.by(Grouping.LINE).size());
      assertEquals(3, snapshot.by(Grouping.STACK).size());
      assertEquals(List.of("a title", ""), List.copyOf(snapshot.by(Grouping.TITLE).keySet()));
      Map<String, TrackedUsage> methods = snapshot.by(Grouping.METHOD);
      assertEquals(
          110,
          Objects.requireNonNull(methods.get(SnapshotTest.class.getName() + ".grouping"))
              .liveBytes());
      Thread thread = Thread.currentThread();
      assertEquals(
          List.of(thread.getName() + " (" + thread.threadId() + ')'),
          List.copyOf(snapshot.by(Grouping.THREAD).keySet()));
      assertEquals(1_000, snapshot.filter(site -> !site.title().isEmpty()).total().liveBytes());
      blocks.forEach(allocator::free);
    }
  }

  @Test
  @DisplayName("less an earlier one is what came in between")
  void difference() {
    try (Allocator allocator = Fixtures.with("depth", "1")) {
      MemorySegment before = allocator.allocate(10, 1);
      TrackingSnapshot earlier = Tracking.of(allocator).snapshot();
      MemorySegment after = allocator.allocate(100, 1);
      allocator.free(before);
      TrackingSnapshot difference =
          TrackingSnapshot.difference(earlier, Tracking.of(allocator).snapshot());
      assertEquals(0, difference.total().liveBlocks());
      assertEquals(90, difference.total().liveBytes());
      assertEquals(
          List.of(100L, -10L),
          difference.sites().stream().map(site -> site.usage().liveBytes()).toList());
      allocator.free(after);
    }
  }

  @Test
  @DisplayName("is the same in all formats")
  void formatsAgree() {
    try (Allocator allocator = Fixtures.with("depth", "2")) {
      List<MemorySegment> blocks = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        blocks.add(allocator.allocate(10 + i, 1));
        int size = i;
        blocks.add(Tracking.callTitled("title \"" + i + "\"", () -> allocator.allocate(size, 1)));
      }
      TrackingSnapshot snapshot = Tracking.of(allocator).snapshot();
      long bytes = snapshot.total().liveBytes();
      assertEquals(bytes, sum("\n  \\d+ blocks? \\((\\d+) bytes", snapshot, ReportFormat.TEXT));
      assertEquals(2 * bytes, sum("\"liveBytes\":(\\d+)", snapshot, ReportFormat.JSON));
      assertEquals(20, sum("\n  (\\d+) blocks? ", snapshot, ReportFormat.TEXT));
      assertEquals(40, sum("\"liveBlocks\":(\\d+)", snapshot, ReportFormat.JSON));
      blocks.forEach(allocator::free);
    }
  }

  /** In JSON each figure is there twice, in the sites and in their total. */
  private static long sum(String pattern, TrackingSnapshot snapshot, ReportFormat format) {
    Matcher matcher = Pattern.compile(pattern).matcher(snapshot.toText(format));
    long sum = 0;
    while (matcher.find()) {
      sum += Long.parseLong(matcher.group(1));
    }
    return sum;
  }

  @Test
  @DisplayName("is right on average when blocks are sampled, and says that it is an estimate")
  void sampling() {
    try (Allocator allocator = Fixtures.with("sample", "256")) {
      SplittableRandom random = new SplittableRandom(4);
      List<MemorySegment> blocks = new ArrayList<>();
      long bytes = 0;
      for (int i = 0; i < 40_000; i++) {
        int size = 1 << random.nextInt(4, 13);
        bytes += size;
        blocks.add(allocator.allocate(size, 1));
      }
      TrackingSnapshot snapshot = Tracking.of(allocator).snapshot();
      assertTrue(snapshot.isEstimate());
      assertTrue(snapshot.toText(ReportFormat.TEXT).contains("estimates"));
      assertTrue(snapshot.toText(ReportFormat.JSON).contains("\"estimate\":true"));
      assertEquals(1, (double) snapshot.total().liveBytes() / bytes, 0.05);
      // The smallest are seldom drawn and stand for many: 0.9 % is the standard deviation.
      assertEquals(1, (double) snapshot.total().liveBlocks() / blocks.size(), 0.05);
      blocks.replaceAll(block -> allocator.reallocate(block, block.byteSize() * 2, 1));
      TrackedUsage doubled = Tracking.of(allocator).snapshot().total();
      assertEquals(2, (double) doubled.liveBytes() / bytes, 0.1);
      blocks.forEach(allocator::free);
      assertEquals(0, Tracking.of(allocator).snapshot().total().liveBytes());
    }
  }

  @Test
  @DisplayName("is exact after threads that handed blocks to each other, and never negative before")
  void threads() throws InterruptedException, ExecutionException {
    Allocator allocator = Fixtures.plain();
    int threads = 4;
    int each = 20_000;
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<long[]>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int seed = i;
        Callable<long[]> work = () -> work(allocator, new SplittableRandom(seed), each);
        results.add(executor.submit(work));
      }
      TrackedUsage now = Tracking.of(allocator).snapshot().total();
      assertTrue(now.liveBlocks() >= 0 && now.liveBytes() >= 0, now::toString);
      List<MemorySegment> left = new ArrayList<>();
      long expectedBytes = 0;
      for (Future<long[]> result : results) {
        for (long address : result.get()) {
          left.add(MemorySegment.ofAddress(address));
        }
      }
      TrackedUsage total = Tracking.of(allocator).snapshot().total();
      assertEquals(left.size() / 2, total.liveBlocks());
      for (int i = 0; i < left.size(); i += 2) {
        long byteSize = left.get(i + 1).address();
        expectedBytes += byteSize;
        allocator.free(reinterpreted(left.get(i), byteSize));
      }
      assertEquals(expectedBytes, total.liveBytes());
      assertEquals((long) threads * each, total.allocations());
    }
    allocator.close();
  }

  @SuppressWarnings("restricted")
  private static MemorySegment reinterpreted(MemorySegment address, long byteSize) {
    return address.reinterpret(byteSize);
  }

  /** Returns addresses and sizes of the blocks left. */
  private static long[] work(Allocator allocator, SplittableRandom random, int blocks) {
    List<MemorySegment> live = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      live.add(allocator.allocate(random.nextInt(1, 100), 1));
      if (live.size() > 100) {
        allocator.free(live.remove(random.nextInt(live.size())));
      }
    }
    return live.stream()
        .flatMapToLong(block -> LongStream.of(block.address(), block.byteSize()))
        .toArray();
  }
}
