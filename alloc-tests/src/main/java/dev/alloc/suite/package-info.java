/**
 * The interpreter suite: programs, and the harness that runs them under an allocator.
 *
 * <p><b>Why.</b> This project began with the test suite of an interpreter that was to run in a
 * millisecond and leak nothing. The suite is that use case again: more than two hundred small
 * programs of a {@linkplain dev.alloc.suite.lisp Lisp} whose every value is a block, with their
 * expected output, in the text files beside this package. One pass over all of them is the figure
 * by which allocators are compared.
 *
 * <p><b>Invariant.</b> After each program of each pass the number of live blocks is what it was
 * before; a program that leaves blocks behind is named with their number, once. So is one that
 * prints something else than expected, or ends in an exception. Asking the allocator for its
 * statistics that often takes about two percent of a pass, and is part of it: a test suite that
 * wants to know has to ask.
 *
 * <p><b>Measuring.</b> A pass is measured as a whole, reading, printing and comparing included.
 * Without a number of passes they go on until {@linkplain dev.alloc.suite.PassTimes they are
 * stable}, and the median is that of the stable ones. Blocks can be kept alive meanwhile, of the
 * sizes that programs have, because there are allocators whose speed depends on how much is alive.
 *
 * <p><b>Bulk release.</b> The interpreter frees every block one by one. An allocator that resets is
 * also reset after each program, untimed blocks permitting: with blocks to be kept alive, it is
 * reset after the pass and they are made anew.
 *
 * <p><b>What it does not do.</b> It runs one allocator in one JVM: code compiled for one allocator
 * says little about the next, so the command line starts a JVM for each.
 */
@NullMarked
package dev.alloc.suite;

import org.jspecify.annotations.NullMarked;
