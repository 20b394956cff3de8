/**
 * Random operations by the million against a model of byte arrays, and the fewest that fail.
 *
 * <p><b>Why.</b> Rules ask what somebody thought of. Rule 3.7 draws some thousands of steps at each
 * run of the TCK; what takes a hundred million to happen, or two threads, is looked for here.
 *
 * <p><b>Shape.</b> A {@link dev.alloc.tck.fuzz.Step} is 64 random bits, which mean something after
 * any other steps: so an {@link dev.alloc.tck.fuzz.Episode} is drawn and replayed at no cost, and
 * can be shrunk by leaving steps out. Each episode has an allocator of its own, so that a failure
 * needs nothing from before it. A {@link dev.alloc.tck.fuzz.Player} is one thread with its live
 * blocks; what must be in a block is a stretch of one array of random bytes, so comparing is one
 * call. {@link dev.alloc.tck.fuzz.Shrinker} leaves out what a failure does not need.
 *
 * <p><b>Invariant.</b> Every episode follows from the seed and its number alone. With one thread it
 * fails the same way each time; with several it is replayed often, and what does not happen again
 * is reported as it was seen.
 */
@NullMarked
package dev.alloc.tck.fuzz;

import org.jspecify.annotations.NullMarked;
