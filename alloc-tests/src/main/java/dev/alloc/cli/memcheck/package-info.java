/**
 * Runs a JVM under Valgrind's memcheck and puts its report beside what {@code tracking} knows.
 *
 * <p><b>Why.</b> Memcheck sees every access of the process, by C code as well, and stops at the
 * very instruction; but a JVM is noise to it, and Java code a row of question marks. So the noise
 * is taken away, and the question marks are given names.
 *
 * <p><b>Silence.</b> {@code jvm.supp} overlooks what the JVM does on purpose, by the shape of
 * stacks: a frame that belongs to no file is generated code. In a JVM that interprets ({@code
 * -Xint}) off-heap memory is accessed by functions of the JVM and not by generated code, so what is
 * overlooked is not what is looked for; and a block that Java code asked malloc for itself is one
 * whose second frame is generated code. The collector is the simplest one, values that may be
 * undefined are no errors, and red zones are wide, for an overrun may not reach memcheck's own
 * records behind them.
 *
 * <p><b>Names.</b> Memcheck's report is XML, read event by event, since a process that died leaves
 * half of it. A block in it is an address and a size; the log of {@code tracking} says whose that
 * was, the last one there being the one that is meant: memcheck itself does not give out addresses
 * again soon.
 *
 * <p><b>What it does not do.</b> The access itself stays without a Java frame, and a leak is a
 * stack and a sum, without an address. docs/valgrind.md says what cannot be seen.
 */
@NullMarked
package dev.alloc.cli.memcheck;

import org.jspecify.annotations.NullMarked;
