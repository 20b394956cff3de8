/** How the rules of chapter 9 are verified that are about {@code java.lang.foreign.Arena}. */
@NullMarked
package dev.alloc.tck.views;

import org.jspecify.annotations.NullMarked;
