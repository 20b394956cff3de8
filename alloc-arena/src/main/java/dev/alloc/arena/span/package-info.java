/**
 * The memory that virtual threads share, one compare-and-set a block.
 *
 * <p>There is a {@code Stripe} for each processor, and threads are spread over them by their ids. A
 * {@code Span} is a chunk in use by a stripe: it never changes hands, and is replaced by another
 * when its chunk does. So a thread that was interrupted between reading the span and moving the
 * position harms nobody: it sees the epoch it asked for gone and starts again.
 */
@NullMarked
package dev.alloc.arena.span;

import org.jspecify.annotations.NullMarked;
