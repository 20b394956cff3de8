/**
 * The memory of arenas: a slot for each open one, cut by nobody else, so that arenas may be closed
 * in any order.
 *
 * <p>A thread keeps a few slots with their first chunks ({@code SlotStack}), so that an arena of
 * few blocks takes no lock. Slots for zeroed arenas are kept apart, and are clean when they are
 * kept: the next arena has nothing to look up. What an arena does to its slot is inlined whole,
 * which is why the methods here are small and have addresses to say where others have segments.
 */
@NullMarked
package dev.alloc.arena.slot;

import org.jspecify.annotations.NullMarked;
