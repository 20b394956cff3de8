/**
 * How the rules of chapter 3 are verified that are about one block at a time; {@code model} has the
 * others.
 */
@NullMarked
package dev.alloc.tck.reallocation;

import org.jspecify.annotations.NullMarked;
