package dev.alloc.arena.tally;

/**
 * What is live by one tally; negative if what others allocated was freed.
 *
 * @param blocks number of blocks
 * @param bytes their bytes
 */
public record Live(long blocks, long bytes) {}
