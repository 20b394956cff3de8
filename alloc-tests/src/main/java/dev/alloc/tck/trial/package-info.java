/**
 * What all rules are made of: one allocator, its blocks, what is in them and what is known of them.
 *
 * <p>A {@link dev.alloc.tck.trial.Trial} is one rule put to one allocator. Closing it frees what is
 * left and closes the allocator, so that each rule is about leaks too. Blocks are filled with a
 * {@link dev.alloc.tck.trial.Tag} of their own; threads are a {@link dev.alloc.tck.trial.Crew},
 * which ends in time whatever the allocator does.
 */
@NullMarked
package dev.alloc.tck.trial;

import org.jspecify.annotations.NullMarked;
