/**
 * Where a block goes when the fast path has no place for it, and what a single free gives back.
 *
 * <p>One record for each kind of place: the region of a thread, a span shared by virtual threads, a
 * chunk of its own beside either, the slot of an arena. Each tries what is there, and then takes a
 * chunk from the pool under its lock. {@code Requests} refuses what cannot be served; a refusal
 * changes nothing but the number of failures.
 */
@NullMarked
package dev.alloc.arena.placement;

import org.jspecify.annotations.NullMarked;
