package dev.alloc.arena.slot;

import dev.alloc.arena.chunk.Chunk;
import org.jspecify.annotations.Nullable;

/** The slots one thread has ready for its next arenas, so that these need no lock. */
public final class SlotStack {
  private static final int CAPACITY = 8;

  private final @Nullable ArenaSlot[] slots = new @Nullable ArenaSlot[CAPACITY];
  private int count;
  private @Nullable Chunk large;

  /** Takes the slot that was kept last, or null. */
  public @Nullable ArenaSlot pop() {
    return count == 0 ? null : slots[--count]; // left in place: it will most likely come back
  }

  /** Keeps a slot; false if there is no room. */
  @SuppressWarnings("ReferenceEquality") // a slot is itself
  boolean push(ArenaSlot slot) {
    if (count == CAPACITY) {
      return false;
    }
    if (slots[count] != slot) { // a reference is written only when it must be
      slots[count] = slot;
    }
    count++;
    return true;
  }

  /** Keeps a chunk for a large block of the next arena; false if there is one already. */
  boolean keepLarge(Chunk chunk) {
    if (large != null) {
      return false;
    }
    large = chunk;
    return true;
  }

  /** Hands that chunk over. */
  @Nullable Chunk takeLarge() {
    Chunk kept = large;
    large = null;
    return kept;
  }

  /** How many slots are kept. */
  public int size() {
    return count;
  }
}
