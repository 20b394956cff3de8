/**
 * Benchmarks: one class per question, and the runner that answers it in the presence of noise.
 *
 * <p>On a shared machine the noise of a minute is larger than the differences asked for here. So
 * {@link dev.alloc.bench.InterleavedMain} runs every subject once a round, each in a fork of its
 * own and in an order drawn anew: a bad minute hits all subjects alike. A fork is one observation,
 * because inlining and escape analysis are decided once a fork; iterations within it say nothing
 * about the next one. Subjects are compared round by round, and a promise counts as missed only
 * when the whole 95 % interval lies beyond its limit.
 *
 * <p>Each class carries its promises in {@link dev.alloc.bench.Compared}. A subject that goes
 * through the holder first has other implementations run through the very same code ({@link
 * dev.alloc.bench.OtherImplementations}), so that nothing measured rests on a call site that has
 * seen one type only. Every subject writes to the memory it gets.
 */
@NullMarked
package dev.alloc.bench;

import org.jspecify.annotations.NullMarked;
