/**
 * Random sequences of requests, and byte arrays that say what must be in each block after them.
 *
 * <p>Any subsequence of a sequence is one as well, so that a failing one can be shrunk by leaving
 * steps out.
 */
@NullMarked
package dev.alloc.tck.model;

import org.jspecify.annotations.NullMarked;
