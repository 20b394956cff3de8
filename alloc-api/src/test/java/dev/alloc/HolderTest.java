package dev.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The global allocator and the scoped ones; no plugin is on the class path of these tests. */
final class HolderTest {
  private static final int ENOUGH_TO_COMPILE = 50_000;

  private final FakeAllocator first = FakeAllocator.base("first");
  private final FakeAllocator second = FakeAllocator.base("second");
  private final FakeAllocator third = FakeAllocator.base("third");
  private Allocator before = first;

  @BeforeEach
  void use() {
    before = Allocators.use(first);
  }

  @AfterEach
  void restore() {
    Allocators.use(before);
  }

  @Test
  void twoFunctionsAreEnoughWhereThereIsNoPluginAtAll() {
    List<MemorySegment> freed = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      Allocator functions = Allocators.of(arena, freed::add);
      assertSame(first, Allocators.use(functions));
      assertSame(functions, Allocators.current());
      MemorySegment block = Allocators.allocate(24, 8);
      assertEquals(24, block.byteSize());
      Allocators.free(block);
      assertEquals(List.of(block), freed);
      assertSame(functions, Allocators.use(first));
    }
  }

  @Test
  void theStateBeforeTheFirstUseCanBeRestored() {
    Allocators.use(before);
    AllocatorLookupException none =
        assertThrows(AllocatorLookupException.class, Allocators::current);
    Messages.assertContains("No allocator named 'system'.", none);
    assertSame(none, assertThrows(AllocatorLookupException.class, Allocators::current));
    assertSame(none, assertThrows(AllocatorLookupException.class, before::name));
    Allocator again = Allocators.use(second);
    assertSame(second, Allocators.current());
    Allocators.use(again);
    assertThrows(AllocatorLookupException.class, Allocators::current);
  }

  @Test
  void useReturnsTheFormerAndDoesNotCloseIt() {
    assertSame(first, Allocators.use(second));
    assertSame(second, Allocators.use(third));
    assertSame(third, Allocators.use(third));
    assertSame(third, Allocators.use(first));
    assertSame(first, Allocators.current());
    second.stats();
    third.stats();
  }

  @Test
  @SuppressWarnings("NullAway") // null on purpose
  void aClosedAllocatorIsRefused() {
    second.close();
    assertThrows(IllegalStateException.class, () -> Allocators.use(second));
    assertSame(first, Allocators.current());
    assertThrows(NullPointerException.class, () -> Allocators.use(null));
  }

  @Test
  void anAllocatorWithLiveBlocksIsNotReplaced() {
    MemorySegment block = Allocators.allocate(8, 8);
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> Allocators.use(second));
    assertEquals(
        "first cannot be replaced: 1 of its blocks are live; free them first",
        refused.getMessage());
    assertSame(first, Allocators.current());
    assertSame(first, Allocators.use(first));
    Allocators.free(block);
    assertSame(first, Allocators.use(second));
  }

  @Test
  void anAllocatorWithLiveBlocksIsReplacedByOneThatTakesThemBack() {
    MemorySegment block = Allocators.allocate(8, 8);
    Allocator wrapper = new LentAllocator(first, new AtomicBoolean());
    assertSame(first, Allocators.useWithLiveBlocks(wrapper));
    assertSame(wrapper, Allocators.current());
    assertSame(wrapper, Allocators.useWithLiveBlocks(first));
    assertSame(first, Allocators.useWithLiveBlocks(wrapper));
    Allocators.free(block);
    assertEquals(0, first.stats().liveBlocks().orElseThrow());
    Allocators.use(first);
    second.close();
    assertThrows(IllegalStateException.class, () -> Allocators.useWithLiveBlocks(second));
  }

  @Test
  void anAllocatorThatDoesNotCountOrIsClosedCanBeReplaced() {
    FakeAllocator uncounted = FakeAllocator.base("uncounted").without(Capability.COUNTS);
    Allocators.use(uncounted);
    Allocators.allocate(8, 8);
    assertSame(uncounted, Allocators.use(second));
    second.allocate(8, 8);
    second.close();
    assertSame(second, Allocators.use(first));
  }

  @Test
  void everyThreadFollowsAtOnceAlsoInCompiledCode() throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      for (Allocator expected : List.of(first, second, third, first)) {
        Allocators.use(expected);
        Future<Boolean> seen =
            other.submit(
                () -> {
                  boolean always = true;
                  for (int i = 0; i < ENOUGH_TO_COMPILE; i++) {
                    always &= Allocators.current().equals(expected);
                  }
                  return always;
                });
        assertTrue(seen.get(), "after use(" + expected.name() + ")");
      }
    }
  }

  @Test
  void scopesNestAndEndWithTheCall() {
    Allocators.runWith(
        second,
        () -> {
          assertSame(second, Allocators.current());
          String inner =
              Allocators.callWith(
                  third,
                  () -> {
                    assertSame(third, Allocators.current());
                    return "inner";
                  });
          assertEquals("inner", inner);
          assertSame(second, Allocators.current());
        });
    assertSame(first, Allocators.current());
  }

  @Test
  @SuppressWarnings("NullAway") // null on purpose
  void aScopeEndsWithAnExceptionOfTheBodysOwnType() {
    IOException thrown = new IOException("from the body");
    assertSame(
        thrown,
        assertThrows(
            IOException.class,
            () ->
                Allocators.callWith(
                    second,
                    () -> {
                      throw thrown;
                    })));
    assertSame(first, Allocators.current());
    assertThrows(NullPointerException.class, () -> Allocators.runWith(null, () -> {}));
  }

  @Test
  void otherThreadsInheritNothingAndAreHandedTheAllocatorOn() {
    Allocators.runWith(
        second,
        () -> {
          try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            assertSame(first, get(other.submit(Allocators::current)));
            Allocator own = Allocators.current();
            assertSame(
                second, get(other.submit(() -> Allocators.callWith(own, Allocators::current))));
          }
        });
  }

  @Test
  void openScopesIgnoreUse() {
    Allocators.runWith(
        second,
        () -> {
          assertSame(first, Allocators.use(third));
          assertSame(second, Allocators.current());
        });
    assertSame(third, Allocators.current());
  }

  @Test
  void aScopeNeedsNoGlobalAllocator() {
    Allocators.use(before);
    Allocators.runWith(second, () -> assertSame(second, Allocators.current()));
    assertThrows(AllocatorLookupException.class, Allocators::current);
  }

  @Test
  void theHolderFreesWhereItIsTold() {
    MemorySegment block = Allocators.callWith(second, () -> Allocators.allocate(8, 8));
    assertEquals(1, second.stats().liveBlocks().orElseThrow());
    assertEquals(0, first.stats().liveBlocks().orElseThrow());
    Allocators.runWith(second, () -> Allocators.free(block));
    assertEquals(0, second.stats().liveBlocks().orElseThrow());
    assertNotSame(first, second);
    assertFalse(first.equals(second));
  }

  private static Allocator get(Future<Allocator> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
