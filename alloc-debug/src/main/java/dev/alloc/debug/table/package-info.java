/**
 * What is known of each live block, kept where no overrun reaches it: in arrays on the Java heap.
 *
 * <p>An entry is four {@code long}: address, size and alignment, site and serial number, thread.
 * Entries lie in tables with open addressing, so that a block that is freed soon after it was
 * allocated is found in a cache line that was just written. A block that is freed leaves the table
 * for the quarantine; what the program has is all that is here, and so the table stays small.
 *
 * <p>The table is striped by the thread that allocates, so that each has a stripe and its lock to
 * itself, wherever its blocks lie. Striped by address, two threads would meet at the same stripes
 * for as long as they run, once one had been given memory between the other's. Who frees a block
 * looks in its own stripe first. For the block of another thread a hint says whose a region's
 * blocks were lately, and if it is wrong, all stripes are asked. That an address is given out twice
 * is noticed within a stripe only.
 *
 * <p>Under a stripe's lock nobody is called; only {@code check()} reads blocks under it, so that
 * none is freed while it is being read.
 */
@NullMarked
package dev.alloc.debug.table;

import org.jspecify.annotations.NullMarked;
