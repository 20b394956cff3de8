/**
 * How the rules of chapters 1 and 2 are verified: sizes, alignments, contents, memory that comes
 * back.
 */
@NullMarked
package dev.alloc.tck.allocation;

import org.jspecify.annotations.NullMarked;
