/**
 * How the rules of chapter 9 are verified that are about pools: resets, marks, and what comes back
 * below.
 */
@NullMarked
package dev.alloc.tck.bulk;

import org.jspecify.annotations.NullMarked;
