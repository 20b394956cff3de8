/**
 * What the TCK puts below the allocator under test: upstreams that count, fail, hold back and
 * record.
 *
 * <p>They get there through the API's own composition, see {@link
 * dev.alloc.tck.upstream.BoundUpstream}; no plugin knows that it is watched.
 */
@NullMarked
package dev.alloc.tck.upstream;

import org.jspecify.annotations.NullMarked;
