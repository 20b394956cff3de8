/**
 * What was counted: one {@code Tally} for each place blocks are cut off, added up when asked.
 *
 * <p>A tally is written by one thread without an atomic instruction, or by several with one. Sums
 * read all frees before all allocations, so that they are never negative in between.
 */
@NullMarked
package dev.alloc.arena.tally;

import org.jspecify.annotations.NullMarked;
