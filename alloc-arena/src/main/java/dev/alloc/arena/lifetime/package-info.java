/**
 * How long a block may be accessed, and what it is made of.
 *
 * <p>{@code Epoch} is the time between two resets. Where the memory is native and lives as long as
 * the upstream does, a block is its address and nothing else ({@code Blocks}); otherwise it is a
 * slice of its chunk. In safe mode epochs and marks have a JDK arena each ({@code Lifetimes}), the
 * closing of which makes their blocks inaccessible.
 */
@NullMarked
package dev.alloc.arena.lifetime;

import org.jspecify.annotations.NullMarked;
