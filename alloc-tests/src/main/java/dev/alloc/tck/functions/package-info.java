/** How the rules of chapter 12 are verified: C's side of an allocator, called as C calls it. */
@NullMarked
package dev.alloc.tck.functions;

import org.jspecify.annotations.NullMarked;
