/**
 * How the rules of chapter 8 are verified: misuse that has to be noticed, and what has to be said
 * of it.
 */
@NullMarked
package dev.alloc.tck.diagnostics;

import org.jspecify.annotations.NullMarked;
