/** The allocator contract as tests. */
@NullMarked
package dev.alloc.tck;

import org.jspecify.annotations.NullMarked;
