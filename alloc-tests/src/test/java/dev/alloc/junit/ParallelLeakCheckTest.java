package dev.alloc.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@DisplayName("A leak check of tests that run at the same time")
final class ParallelLeakCheckTest {
  private static final Map<String, String> PARALLEL =
      Map.of(
          "junit.jupiter.execution.parallel.enabled", "true",
          "junit.jupiter.execution.parallel.config.strategy", "fixed",
          "junit.jupiter.execution.parallel.config.fixed.parallelism", "2");

  /** Each test allocates, waits until the other has, and only then frees. */
  @LeakCheck
  @Execution(ExecutionMode.CONCURRENT)
  static final class Two {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);
    private final MemorySegment ofInstance = Allocators.allocate(8, 8);
    private MemorySegment ofBefore = MemorySegment.NULL;

    @BeforeEach
    void allocate() {
      ofBefore = Allocators.allocate(8, 8);
    }

    @Test
    void clean() throws Exception {
      MemorySegment block = Allocators.allocate(16, 8);
      meet();
      Allocators.free(block);
    }

    @Test
    void leaks() throws Exception {
      Allocators.allocate(24, 8);
      meet();
    }

    @AfterEach
    void free() {
      Allocators.free(ofBefore);
      Allocators.free(ofInstance);
    }

    private static void meet() throws Exception {
      BOTH.await(1, TimeUnit.MINUTES);
      BOTH.await(1, TimeUnit.MINUTES);
    }
  }

  @Test
  @DisplayName("fails the one that leaks, while the other's blocks are live as well")
  void concurrentTests() {
    Two.BOTH.reset(); // broken if somebody ran these two alone, one after the other
    Outcome run = Outcome.of(Two.class, PARALLEL);
    assertEquals(Set.of("clean()"), run.passed());
    assertEquals(Set.of("leaks()"), run.failed());
    assertTrue(run.message("leaks()").startsWith("leaks() leaked 1 block (24 bytes)"));
  }

  /** In its thread by its own account, but not alone. */
  @LeakCheck
  @Execution(ExecutionMode.SAME_THREAD)
  static final class Others {
    private static MemorySegment shared = MemorySegment.NULL;

    @BeforeAll
    static void allocateShared() {
      shared = Allocators.allocate(8, 8);
    }

    @Test
    void notHandedOn() throws Exception {
      allocateElsewhere(() -> Allocators.allocate(8, 8));
    }

    @Test
    void handedOn() throws Exception {
      Allocator own = Allocators.current();
      allocateElsewhere(() -> Allocators.callWith(own, () -> Allocators.allocate(8, 8)));
    }

    @TestFactory
    Stream<DynamicTest> factory() {
      return Stream.of(
          DynamicTest.dynamicTest("dynamic", () -> Allocators.allocate(8, 8)),
          DynamicTest.dynamicTest("innocent", () -> {}));
    }

    @AfterAll
    static void freeShared() {
      Allocators.free(shared);
      Allocators.allocate(40, 8);
    }

    private static void allocateElsewhere(Callable<?> allocate) throws Exception {
      try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
        Future<?> done = executor.submit(allocate);
        done.get();
      }
    }
  }

  @Test
  @DisplayName("sees what a test hands its allocator on to, and no other thread")
  void threads() {
    Outcome run = Outcome.of(Others.class, PARALLEL);
    assertEquals(Set.of("notHandedOn()", "innocent"), run.passed());
    assertEquals(Set.of("handedOn()", "dynamic", "ParallelLeakCheckTest$Others"), run.failed());
    assertTrue(
        run.message("ParallelLeakCheckTest$Others").startsWith("Others leaked 1 block (40 bytes)"));
  }

  @LeakCheck
  static final class Alone {
    private static MemorySegment leaked = MemorySegment.NULL;

    @Test
    void leaks() {
      leaked = Allocators.allocate(8, 8);
    }

    @Test
    void clean() {
      Allocators.free(Allocators.allocate(8, 8));
    }
  }

  @Test
  @DisplayName("works as well in a thread that has an allocator of its own")
  void inAScope() {
    try (Allocator own = Allocators.create("counting")) {
      Allocators.runWith(
          own,
          () -> {
            Outcome run = Outcome.of(Alone.class);
            assertEquals(Set.of("leaks()"), run.failed());
            assertEquals(Set.of("clean()"), run.passed());
          });
      assertEquals(1, own.stats().liveBlocks().orElseThrow());
      own.free(Alone.leaked);
    }
  }
}
