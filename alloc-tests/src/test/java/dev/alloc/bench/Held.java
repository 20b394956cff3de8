package dev.alloc.bench;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An allocator installed for the time of a measurement, with blocks of it kept alive. */
final class Held {
  private static final int LIVE = 1_000; // blocks

  private final Allocator allocator;
  private final List<MemorySegment> live = new ArrayList<>();
  private @Nullable Allocator former;

  private Held(Allocator allocator) {
    this.allocator = allocator;
  }

  /** Runs others through the code to be measured, then installs the subject. */
  static Held install(String name, Runnable measured) {
    return install(name, measured, () -> {});
  }

  /** The same for code that leaves blocks alive, which {@code freeAll} frees. */
  static Held install(String name, Runnable measured, Runnable freeAll) {
    OtherImplementations.runThroughHolder(measured, freeAll);
    Held held = new Held(create(name));
    held.former = Allocators.use(held.allocator);
    for (int block = 0; block < LIVE; block++) {
      held.live.add(held.allocator.allocate(Block.SIZE, Block.ALIGNMENT));
    }
    return held;
  }

  /** Frees the blocks kept alive and puts back the allocator that was there before. */
  void remove() {
    live.forEach(allocator::free);
    if (former != null) {
      Allocators.use(former);
    }
    allocator.close();
  }

  private static Allocator create(String name) {
    return switch (name) {
      case "records" -> PassThrough.records(Allocators.create("system"));
      case "sameRecord" -> PassThrough.recursiveRecords(Allocators.create("system"));
      case "classes" -> PassThrough.classes(Allocators.create("system"));
      default -> Allocators.create(name);
    };
  }
}
