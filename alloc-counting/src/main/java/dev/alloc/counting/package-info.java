/**
 * The allocator {@code counting}: knows how many blocks and bytes are live.
 *
 * <p><b>Why.</b> "Did anything leak?" is all that most tests ask of an allocator, and it takes no
 * record of each block to answer: counting is cheap enough to be always on. Two invariants. Once
 * the threads that used it are joined or quiet, every figure is exact, also if those threads have
 * ended or were virtual. And in any snapshot, however many threads are at work, no live figure is
 * negative, as long as the program frees only what it allocated.
 *
 * <p><b>A cell for each thread.</b> An atomic addition costs about as much as half a malloc, a word
 * that two threads write costs three mallocs; so there is neither on the fast path. Each platform
 * thread owns a cell, found by thread id in a table of fixed size that the JIT takes for a
 * constant, and being its only writer adds with plain instructions: about a ninth on top of {@code
 * system}. A cell whose thread has ended is handed on with what it holds. Threads that find their
 * slot taken by a living thread, and virtual threads, add atomically to a few shared cells. Cells
 * are made beforehand or done without: counting itself never fails, so no block is ever lost to it.
 *
 * <p><b>Order.</b> Allocations and frees are counted apart, each after the allocator below has
 * succeeded, and a snapshot reads every free before any allocation. One counter of live blocks,
 * summed over threads, would go below zero whenever a block is freed by another thread than its
 * own.
 *
 * <p><b>Options.</b> {@code peak} and {@code limit} are exact, therefore each needs one word that
 * every call of every thread writes: a few nanoseconds on one thread, several times the rest on
 * many. {@code limit} takes the bytes before the allocator below is asked; what is beyond the limit
 * takes none, so it never makes a smaller request fail. {@code mbean} registers a {@link
 * dev.alloc.counting.CountingMXBean}. JFR needs no option: while it records, the event {@code
 * dev.alloc.CountingStatistics} is written each second for each open allocator. Both only read what
 * is counted anyway, and cost nothing while off; without the modules java.management and jdk.jfr
 * everything else works.
 *
 * <p><b>Faults.</b> Closing with live blocks is a LEAK; more frees than allocations are an
 * INVALID_FREE, at {@code check()} and at {@code close()}. Either way nothing is closed, and
 * closing can be tried again once the books are even. If the allocator below can say which blocks
 * leaked, its fault is the one thrown; if it releases in bulk, nothing has leaked. After {@code
 * reset} nothing is live. What {@code Mark.close()} dropped is asked of the allocator below if that
 * counts as well; else no more is live than at the mark. What is dropped so counts as freed.
 *
 * <p><b>Capabilities.</b> Those of the allocator below and COUNTS; PEAK and LIMIT with their
 * options. Arenas are views over this layer, so their blocks are counted.
 *
 * <p><b>What it does not do.</b> It has no record of single blocks: a wrong free and a leak of one
 * block each cancel out, and a free with a wrong size falsifies the bytes. Over something that has
 * marks and does not count, freeing a block from before a mark while the mark is open makes the
 * count after the mark too high by that block; over something that counts, so do blocks that other
 * threads allocate at the very moment a mark is closed.
 */
@NullMarked
package dev.alloc.counting;

import org.jspecify.annotations.NullMarked;
