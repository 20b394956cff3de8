/**
 * Programs that misuse memory, each with what every way of looking for errors makes of it.
 *
 * <p><b>Why.</b> "Finds memory errors" is easily said. Here each kind of error is a program, each
 * program runs at several sizes under each way of looking, and what is seen is compared with what
 * is declared: found with the right kind, at the right moment and with the right lines of the
 * program, or out of reach, with the reason. The table in docs/debugging-memory-errors.md is made
 * of what was seen.
 *
 * <p><b>How.</b> A {@link dev.alloc.cli.misuse.Scene} is what a program plays on: it notes the
 * lines where the program allocates and frees, and which step comes next. A {@link
 * dev.alloc.cli.misuse.Stage} lets it play, and compares the lines in the fault with those noted.
 * Programs that end their JVM, and those under Valgrind, are for {@code run}.
 *
 * <p>The classes of errors are those of the security tests of mimalloc-bench and of chapter 8 of
 * the TCK, as far as Java can make them.
 */
@NullMarked
package dev.alloc.cli.misuse;

import org.jspecify.annotations.NullMarked;
