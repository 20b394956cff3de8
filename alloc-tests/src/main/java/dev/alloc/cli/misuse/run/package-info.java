/**
 * Runs the programs in JVMs of their own: an error may end its JVM, and memcheck looks at a process
 * from outside.
 *
 * <p>Such a JVM says on standard output which program begins, which step comes next and what was
 * seen. If it ends before it has said so, its crash log tells, and the programs left are for
 * another JVM.
 */
@NullMarked
package dev.alloc.cli.misuse.run;

import org.jspecify.annotations.NullMarked;
