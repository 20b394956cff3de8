/**
 * Runs the interpreter suite on allocators and shows how they compare.
 *
 * <p>Each allocator is measured in a JVM of its own, which hands its outcome over in a file; in one
 * JVM the second allocator would meet call sites that have already seen the first. The outcome is
 * one of three: measured, refused with a reason, or a JVM that ended without a result; no exception
 * stands for any of them, so one bad allocator never hides the others. The reference for the ratio
 * is the median of {@code system} in the same table; without it the ratio is unknown, not 1.
 */
@NullMarked
package dev.alloc.cli.measurement;

import org.jspecify.annotations.NullMarked;
