/**
 * The command line {@code alloc}, one class for each command.
 *
 * <p><b>Why.</b> To try an allocator nobody should have to write a program or know how this project
 * is built: drop in a JAR, name it, look at the table.
 *
 * <p><b>Shape.</b> {@link dev.alloc.cli.Main} lists the commands; a new one is one more class and
 * one more line there. What a command does lives in a package beside this one, without picocli's
 * parse results: {@code discovery} finds allocators, {@code measurement} runs the suite, {@code
 * program} starts other people's programs, {@code request} holds options that commands share.
 *
 * <p><b>Failure.</b> A request that cannot be met ends with one message and exit code 2; a stack
 * trace means that this program is wrong. Invariant: input is refused before anything starts.
 *
 * <p><b>What it does not do.</b> It is not exported: other programs use the API. It does not build
 * itself; the launcher at the root of the repository does.
 */
@NullMarked
package dev.alloc.cli;

import org.jspecify.annotations.NullMarked;
