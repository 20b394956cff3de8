/**
 * The allocator contract as tests: {@link dev.alloc.tck.AllocatorTck} is all of it.
 *
 * <p><b>Shape.</b> One interface for each chapter of {@code RULES.md}, one test method for each
 * rule. A class that implements {@code AllocatorTck} and says which allocator it is about is a
 * complete test; what an allocator cannot be asked is a method of {@link dev.alloc.tck.TckFixture}.
 * A rule reads as prose here; how it is put to an allocator is in the packages below, none of them
 * exported: {@code trial} for what all chapters share, {@code upstream} for what is put below the
 * allocator under test, and one package for each chapter that needs more than its interface.
 *
 * <p><b>Failure.</b> Whatever comes out of a rule is a failure of that rule, begins with its number
 * and says how to draw the same random numbers again. Nothing tested is a failure as well.
 */
@NullMarked
package dev.alloc.tck;

import org.jspecify.annotations.NullMarked;
