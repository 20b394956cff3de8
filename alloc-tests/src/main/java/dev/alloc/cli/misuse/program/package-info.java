/**
 * The programs themselves, a class for each group of errors.
 *
 * <p>Each method is one program with one error. It asks for the block that the error is about
 * first, and says what it does before it does it; each allocation and each free is a line of its
 * own, for that line is what a fault has to name.
 */
@NullMarked
package dev.alloc.cli.misuse.program;

import org.jspecify.annotations.NullMarked;
