package dev.alloc.debug;

import dev.alloc.debug.fault.Reaction;

/**
 * How an allocator is configured.
 *
 * @param depth how many frames of stacks to record
 * @param quarantine most bytes to hold back
 * @param memory most bytes that records may take
 * @param reaction what to do about a fault
 * @param scoped whether each block has a lifetime of its own
 * @param zeroed whether freed bytes are zero
 */
record DebugOptions(
    int depth, long quarantine, long memory, Reaction reaction, boolean scoped, boolean zeroed) {}
