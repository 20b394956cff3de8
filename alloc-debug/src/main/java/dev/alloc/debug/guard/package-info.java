/**
 * What surrounds a block and what it is filled with, and whether that is still so.
 *
 * <pre>{@code
 * whole (from the allocator below)
 * | 0xFD … guard, at least 16, up to the alignment | the block: 0xCD, later 0xDD | 0xFD … guard, 32 to 39 |
 * }</pre>
 *
 * <p>The guard before a block is as wide as its alignment if that is more than 16, so that the
 * block keeps it; of a very wide one the last 64 KiB are filled and compared. The one behind begins
 * with the very next byte, whatever the alignment.
 */
@NullMarked
package dev.alloc.debug.guard;

import org.jspecify.annotations.NullMarked;
