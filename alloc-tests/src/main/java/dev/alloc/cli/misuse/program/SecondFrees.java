package dev.alloc.cli.misuse.program;

import dev.alloc.cli.misuse.Scene;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Frees of what was freed. */
public final class SecondFrees {
  private static final int OTHERS = 1_024; // blocks
  private static final int MOST_OTHERS = 40_000; // blocks, enough for a quarantine of 1 MiB
  private static final int OTHER_BYTES = 24;

  private SecondFrees() {}

  /** Frees twice. */
  public static void twice(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    scene.allocator().free(scene.freeing(block));
  }

  /** Frees another block in between, so that malloc's list does not begin with the first. */
  public static void twiceWithAnotherBetween(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    MemorySegment other = scene.allocator().allocate(scene.byteSize(), 8);
    scene.allocator().free(scene.freeing(block));
    scene.allocator().free(other);
    scene.allocator().free(scene.freeing(block));
  }

  /** Frees again after a thousand others were allocated. */
  public static void twiceLate(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    List<MemorySegment> others = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      others.add(scene.allocator().allocate(1 + scene.draw(OTHERS), 8));
    }
    others.forEach(scene.allocator()::free);
    scene.allocator().free(scene.freeing(block));
  }

  /** Frees again when somebody else has asked for as much, who would have got the same place. */
  public static void twiceAfterReuse(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    scene.allocator().allocate(scene.byteSize(), 8).fill(scene.drawByte());
    scene.allocator().free(scene.freeing(block));
  }

  /** Frees on two threads, one after the other. */
  public static void onTwoThreads(Scene scene) throws Exception {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    FutureTask<Boolean> second =
        new FutureTask<>(
            () -> {
              scene.allocator().free(scene.freeing(block));
              return true;
            });
    Thread.ofPlatform().name("the second").start(second);
    second.get();
  }

  /** Frees the old place of a block that was reallocated. */
  public static void afterReallocate(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().reallocate(scene.reallocating(block), 2 * scene.byteSize(), 8);
    scene.allocator().free(scene.freeing(block));
  }

  /** Reallocates what was freed. */
  public static void reallocateAfterFree(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    scene.allocator().reallocate(scene.reallocating(block), 2 * scene.byteSize(), 8);
  }

  /** Frees a block without bytes twice. */
  public static void twiceWithoutBytes(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(0, 8));
    scene.allocator().free(scene.freeing(block));
    scene.allocator().free(scene.freeing(block));
  }

  /** Frees again after so many others that nobody remembers. */
  public static void afterTheQuarantine(Scene scene) {
    MemorySegment block = scene.allocated(scene.allocator().allocate(scene.byteSize(), 8));
    scene.allocator().free(scene.freeing(block));
    scene.comeAndGo(MOST_OTHERS, OTHER_BYTES);
    scene.allocator().free(scene.freeing(block));
  }
}
