/**
 * The upstream's memory: how large the pieces are that are asked for, which of them nobody uses,
 * and what was given back.
 *
 * <p>A chunk has one user at a time, and changes hands through the {@code ChunkPool} only. Whoever
 * uses several keeps them in a stack, the newest first. The pool's lock is the one lock of an
 * arena: what changes by it says so, and takes it around as many steps as belong together.
 */
@NullMarked
package dev.alloc.arena.chunk;

import org.jspecify.annotations.NullMarked;
