/**
 * How the rules of chapter 7 are verified: threads that hand blocks over, end early, or come back
 * in.
 */
@NullMarked
package dev.alloc.tck.threads;

import org.jspecify.annotations.NullMarked;
