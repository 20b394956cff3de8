package dev.alloc.tracking.table;

import dev.alloc.tracking.site.Origin;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All kinds of blocks by their numbers of 16 bits: odd ones are of live blocks, even ones of freed
 * ones. A number is given once and stays.
 */
final class Kinds {
  /** No block, and none that was freed. */
  static final char NONE = 0;

  /** Stands for a live block of a kind that has no number. */
  static final char UNNUMBERED = Character.MAX_VALUE;

  /** Stands for a block that was freed, which the stripe may know. */
  static final char FREED_UNNUMBERED = UNNUMBERED - 1;

  /** Larger blocks have no kind: their sizes differ too much for the numbers there are. */
  static final long MOST_BYTES = 4096;

  private static final int MOST = UNNUMBERED / 2 - 1; // of live ones, and of freed ones
  private static final int FIRST_LENGTH = 64; // a power of two
  private static final int OBJECT_BYTES = 48; // of a kind, and what refers to it

  private final TableMemory memory;
  private final IntFunction<Origin> origins;
  private final Numbers live;
  private final Numbers freed;
  private final Kind none;
  private volatile Kind[] byNumber;
  private volatile boolean full; // once it is, it stays so

  Kinds(TableMemory memory, IntFunction<Origin> origins) {
    this.memory = memory;
    this.origins = origins;
    this.live = new Numbers(MOST, memory);
    this.freed = new Numbers(MOST, memory);
    this.none = Kind.none(origins.apply(0));
    this.byNumber = new Kind[FIRST_LENGTH];
    Arrays.fill(byNumber, none);
  }

  /** Whether a number is of no live block. */
  static boolean isFree(char number) {
    return (number & 1) == 0;
  }

  /** One that no block has. */
  Kind none() {
    return none;
  }

  /** The kind with this number, or one that no block has. */
  Kind get(char number) {
    Kind[] all = byNumber;
    return Integer.compareUnsigned(number, all.length) < 0 ? all[number] : none;
  }

  /** The same of a number that was given: another thread may be adding its kind. */
  Kind getSurely(char number) {
    Kind kind = get(number);
    if (kind != none) {
      return kind;
    }
    synchronized (this) {
      return get(number);
    }
  }

  /** Returns the kind of a live block, a new one if need be; null if it can have no number. */
  @Nullable Kind of(long byteSize, int origin) {
    if (byteSize > MOST_BYTES) {
      return null;
    }
    int number = 2 * live.give(Entry.live(byteSize, origin)) - 1;
    if (number < 0) {
      return null;
    }
    Kind known = get((char) number);
    return known != none ? known : addLive((char) number, byteSize, origin);
  }

  /** Returns what a block becomes that is freed; null if that can have no number. */
  @Nullable Kind freed(Kind kind, int freedBy) {
    Kind last = kind.lastFreed();
    if (last.freedBy() == freedBy) {
      return last;
    }
    int number = 2 * freed.give((long) kind.number() << Entry.ORIGIN_BITS | freedBy);
    if (number == NONE) {
      return null;
    }
    Kind known = get((char) number);
    Kind freed = known != none ? known : addFreed((char) number, kind, freedBy);
    if (freed != null) {
      VarHandle.releaseFence(); // who gets it from here sees all of it
      kind.setLastFreed(freed);
    }
    return freed;
  }

  private @Nullable Kind addLive(char number, long byteSize, int origin) {
    return full ? null : add(number, () -> live(number, byteSize, origin));
  }

  private Kind live(char number, long byteSize, int origin) {
    return Kind.live(byteSize, origins.apply(origin), origin, number, none);
  }

  private @Nullable Kind addFreed(char number, Kind kind, int freedBy) {
    return full ? null : add(number, () -> kind.freed(freedBy, number, none));
  }

  private synchronized @Nullable Kind add(char number, Supplier<Kind> kind) {
    Kind known = get(number); // another thread may have added it
    if (known != none) {
      return known;
    }
    try {
      if (number >= byNumber.length && !grow(number)) {
        full = true;
        return null;
      }
      return publish(kind.get());
    } catch (OutOfMemoryError noMemory) {
      return null; // what has no number goes to a stripe
    }
  }

  private Kind publish(Kind kind) {
    VarHandle.releaseFence(); // its number may be found before this thread writes it anywhere
    byNumber[kind.number()] = kind;
    return kind;
  }

  private boolean grow(char number) {
    int former = byNumber.length;
    int length = 2 * Integer.highestOneBit(number);
    long bytes = (long) (length - former) * OBJECT_BYTES;
    if (!memory.takeIfEasy(bytes)) {
      return false;
    }
    try {
      Kind[] larger = Arrays.copyOf(byNumber, length);
      Arrays.fill(larger, former, length, none);
      byNumber = larger;
      return true;
    } catch (OutOfMemoryError noMemory) {
      memory.giveBackBytes(bytes);
      return false;
    }
  }
}
