/**
 * One test, run many times: once for each of its allocations, which fails then.
 *
 * <p>A round makes one allocation fail, alone or with all after it. The rounds of a test go on
 * until one passes untouched, which has to be the one after the last allocation of the first run.
 * Whatever a round finds is kept as a problem, and all of them make one failure: a test has one
 * verdict.
 */
@NullMarked
package dev.alloc.junit.rounds;

import org.jspecify.annotations.NullMarked;
