/** How the rules of chapter 10 are verified: what one layer owes to the one below it. */
@NullMarked
package dev.alloc.tck.composition;

import org.jspecify.annotations.NullMarked;
