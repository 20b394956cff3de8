/**
 * Puts allocators to the TCK and reports what was found.
 *
 * <p><b>Why.</b> Whoever has an allocator wants one verdict, without a build: which rules it keeps,
 * which it breaks and why, which do not apply.
 *
 * <p><b>Shape.</b> A {@link dev.alloc.cli.conformance.Subject} is an allocator with its options.
 * Each is tested by {@link dev.alloc.cli.conformance.TestingJvm} in a JVM of its own, since an
 * allocator that is wrong may take its process down: the other end, {@link
 * dev.alloc.cli.conformance.RuleRunner}, says on its standard output when a rule begins and how it
 * ended, so that a crash is the failure of one rule, and a new JVM goes on with the next. What was
 * found is a {@link dev.alloc.cli.conformance.Finding} for each rule; the reports are written from
 * these alone.
 *
 * <p><b>Invariant.</b> Every rule that was asked for has exactly one finding for every subject,
 * whatever became of its JVM.
 */
@NullMarked
package dev.alloc.cli.conformance;

import org.jspecify.annotations.NullMarked;
