/**
 * What is known of each live block, kept where no overrun reaches it: in arrays on the Java heap.
 *
 * <p>An entry is four {@code long}: address, size and alignment, site and serial number, thread.
 * Entries lie in tables with open addressing, so that a block that is freed soon after it was
 * allocated is found in a cache line that was just written. A block that is freed leaves the table
 * for the quarantine; what the program has is all that is here, and so the table stays small.
 *
 * <p>The table is striped by the page that a block lies in: allocators give neighbouring blocks to
 * one thread, which then has a stripe to itself for a while, where stripes chosen by a hash of the
 * whole address would go from one processor's cache to the other's at every call.
 *
 * <p>Under a stripe's lock nobody is called; only {@code check()} reads blocks under it, so that
 * none is freed while it is being read.
 */
@NullMarked
package dev.alloc.debug.table;

import org.jspecify.annotations.NullMarked;
