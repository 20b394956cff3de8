/**
 * How the rules of chapter 5 are verified: requests that cannot be met, and allocators that are
 * closed.
 */
@NullMarked
package dev.alloc.tck.failure;

import org.jspecify.annotations.NullMarked;
