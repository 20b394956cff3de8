/**
 * Who allocates: the thread, its title and its stack, and how much.
 *
 * <p>What a block's record says of its origin is one small number. An {@code Origin} stands for a
 * thread, a title and a stack together, so only that thread allocates by it: it counts with plain
 * instructions, and the sums over all origins are the allocator's statistics. Others, who free its
 * blocks, count atomically in a tally of their own.
 *
 * <p>Threads, stacks and origins are never forgotten, so there are bounds: beyond 65 536 threads,
 * and beyond 2<sup>20</sup> origins, new ones share one that says so.
 */
@NullMarked
package dev.alloc.tracking.site;

import org.jspecify.annotations.NullMarked;
