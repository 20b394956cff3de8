/**
 * Which allocator a test runs on while it is checked, and the books of what went through it.
 *
 * <p>A {@linkplain dev.alloc.junit.scope.Scope scope} belongs to a test, a dynamic test or a class.
 * Invariant: what is allocated in it comes from the allocator that was current before, through a
 * counting one in between, so the books are exact and every block goes back to its owner, whichever
 * scope frees it. Scopes nest as JUnit's contexts do. What a scope inside has left behind was
 * judged there and is not held against the scope around it.
 */
@NullMarked
package dev.alloc.junit.scope;

import org.jspecify.annotations.NullMarked;
