/**
 * The memory one thread allocates from without a lock, and what its marks remember of it.
 *
 * <p>{@code Owners} finds a thread's {@code ThreadRegion} in a table, without a lock; {@code
 * Regions} also where the table was of no use. A region holds a stack of chunks, of which only the
 * newest is cut, and the blocks that have a chunk of their own ({@code OversizeTable}). A mark is
 * what that was when it was made; going back to it hands over what came on top. Region, mark and
 * block of its own refer to each other, which is why they are one package.
 */
@NullMarked
package dev.alloc.arena.region;

import org.jspecify.annotations.NullMarked;
