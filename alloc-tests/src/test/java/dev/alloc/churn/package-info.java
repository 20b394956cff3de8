/** Programs that run for long: what an allocator holds after a while has to be what it may hold. */
@NullMarked
package dev.alloc.churn;

import org.jspecify.annotations.NullMarked;
