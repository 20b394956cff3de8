/**
 * A small Lisp that keeps nothing on the Java heap: the user of allocators that the suite needs.
 *
 * <p><b>Why.</b> Allocators are compared on a program that allocates as interpreters do: many small
 * blocks, most of them short-lived, freed in an order that the interpreted program decides. So
 * pairs, strings, reals, procedures, environments, the names of symbols, the program's own code and
 * what it prints are blocks of {@link dev.alloc.Allocators#current()}, freed by reference counting.
 * Only whole numbers of 61 bits and constants need no block.
 *
 * <p><b>Invariant.</b> Every reference is owned by a block, by the {@linkplain
 * dev.alloc.suite.lisp.ValueStack value stack}, or by code that cannot fail before it hands it on.
 * An error of the program, and an allocator that runs out of memory at any call, is a Java
 * exception; on its way out the stack is cut back, which frees what the interrupted computation
 * held. After each program, however it ended, no block is left.
 *
 * <p><b>A program's life.</b> The {@linkplain dev.alloc.suite.lisp.Reader reader} turns text into
 * tuples, one block for each form. The {@linkplain dev.alloc.suite.lisp.Analyser analyser} rewrites
 * them in place: variables become positions, special forms operations, quoted forms lists. The
 * {@linkplain dev.alloc.suite.lisp.Evaluator evaluator} runs the tuples; calls in tail position do
 * not nest. The code belongs to the program and not to the procedures made from it, so running it
 * counts no references to code.
 *
 * <p><b>Circles.</b> Pairs cannot be changed, so references can run in a circle only through a
 * variable that is set after its frame was made: an inner definition, a {@code letrec}, a {@code
 * set!}. The analyser knows these frames. The common circle, a frame that nothing but its own local
 * procedures refers to, is broken as soon as it arises; any other when the program ends, when all
 * such frames that are left are emptied. Global variables are one frame more, released at the end.
 *
 * <p><b>Memory</b> is reached by address through one segment, all of native memory or the one array
 * of an allocator on the Java heap, which is learned from a first block; in the second case no
 * restricted method is called. Freed structures are taken apart in a loop, so their depth does not
 * matter.
 *
 * <p><b>What it does not do.</b> Recursion that is not a tail call ends at a depth of four hundred,
 * which fits any thread's stack. There are no macros, vectors or characters, and strings are bytes.
 */
@NullMarked
package dev.alloc.suite.lisp;

import org.jspecify.annotations.NullMarked;
