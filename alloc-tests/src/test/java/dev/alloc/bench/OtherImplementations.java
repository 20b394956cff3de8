package dev.alloc.bench;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs other allocators through the code that is about to be measured, so that the compiler finds
 * no call site there that has seen one type only.
 *
 * <p>A program that starts under one allocator and stays there is faster than the figures say.
 */
final class OtherImplementations {
  private static final int BATCH = 1_000; // calls
  private static final long NANOS = 150_000_000; // each, so that the compilers' queues run empty

  private OtherImplementations() {}

  /** Installs each of them in turn and runs a body that goes through the holder. */
  static void runThroughHolder(Runnable body, Runnable freeAll) {
    runThrough(
        allocator -> {
          Allocator former = Allocators.use(allocator);
          repeat(body);
          freeAll.run();
          Allocators.use(former);
        });
  }

  /** Hands each of them to a body that keeps it, to run {@link #repeat} with. */
  static void runThrough(Consumer<Allocator> body) {
    for (Allocator allocator : all()) {
      body.accept(allocator);
      allocator.close();
    }
  }

  static void repeat(Runnable body) {
    long start = System.nanoTime();
    do {
      for (int call = 0; call < BATCH; call++) {
        body.run();
      }
    } while (System.nanoTime() - start < NANOS);
  }

  /** Four types behind the holder; the innermost wrapper is over something else than measured. */
  private static List<Allocator> all() {
    return List.of(
        unsafeFunctions(),
        Allocators.create("counting+system"),
        PassThrough.records(unsafeFunctions()),
        PassThrough.classes(unsafeFunctions()));
  }

  private static Allocator unsafeFunctions() {
    return Allocators.of(
        (size, alignment) -> UnsafeMemory.segment(UnsafeMemory.allocate(size), size),
        block -> UnsafeMemory.free(block.address()),
        Set.of(Capability.NATIVE));
  }
}
