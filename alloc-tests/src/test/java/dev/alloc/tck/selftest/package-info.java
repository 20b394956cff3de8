/**
 * The test of the TCK: allocators with one thing wrong, each of which must fail the rules it breaks
 * and no others, with messages that say so.
 *
 * <p>{@code Reference} is a correct base of a few lines and {@code Relay} a correct wrapper; a
 * mutant is one of them with one method overridden. The {@code …Mutants} classes list them by the
 * chapter whose rules they were made for, {@code Mutants} joins the lists, {@code Inspection} puts
 * one mutant to the whole TCK, and {@code SelfTest} compares the result with what the mutant was
 * said to break. A rule that only timing decides about is listed apart from those that must fail.
 */
@NullMarked
package dev.alloc.tck.selftest;

import org.jspecify.annotations.NullMarked;
