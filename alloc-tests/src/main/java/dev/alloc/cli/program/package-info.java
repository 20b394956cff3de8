/**
 * Starts somebody's Java program on an allocator of one's choice.
 *
 * <p>The program's own arguments for Java's launcher are taken apart no further than its paths, to
 * which the API and the plugins are added; whatever else Java understands is passed on untouched.
 * Nothing of this project but the API and the plugins gets into the program's process.
 *
 * <p>The launcher script lets a shell replace itself by the program, so that signals and the exit
 * code are the program's own. Without it the program is a child process.
 */
@NullMarked
package dev.alloc.cli.program;

import org.jspecify.annotations.NullMarked;
