package dev.alloc;

/**
 * What an allocator promises beyond the rules that hold for every one; each declared capability
 * switches on the TCK rules named after it.
 */
public enum Capability {
  /** Every method may be called from any thread, and a block may be freed by another thread. */
  THREAD_SAFE,
  /** Blocks are native memory, so their addresses may be handed to C. */
  NATIVE,
  /** Blocks can be given a scope of their own by {@code reinterpret}; implies {@link #NATIVE}. */
  SCOPES,
  /** Freed memory becomes available again, block by block. */
  INDIVIDUAL_FREE,
  /** Reallocation to the same size at a sufficient alignment keeps the address. */
  IN_PLACE,
  /** Live blocks, live bytes and totals are known exactly. */
  COUNTS,
  /** The largest number of live bytes so far is known. */
  PEAK,
  /** The memory held, used or not, is known. */
  RESERVED,
  /** An exact limit on live bytes is in force. */
  LIMIT,
  /** Fresh and freed bytes are filled with documented patterns. */
  FILLS,
  /** Freed blocks are held back for a while before their memory is used again. */
  HOLDS_FREED,
  /** {@link Allocator#reset} releases all blocks at once. */
  RESET,
  /** {@link Allocator#mark} remembers a state to which the allocator can be rewound. */
  MARK,
  /** Freeing a block twice is a {@link MemoryFaultException}. */
  DETECTS_DOUBLE_FREE,
  /** Freeing what the allocator never handed out is a {@link MemoryFaultException}. */
  DETECTS_INVALID_FREE,
  /** Writes next to a block are noticed at the next free, reallocate, check or close. */
  DETECTS_OVERRUN,
  /** Writes to a freed block are noticed, at the latest when the allocator is closed. */
  DETECTS_USE_AFTER_FREE,
  /** Each block still live at close is reported. */
  DETECTS_LEAK
}
