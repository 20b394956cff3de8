/** How the rules of chapter 4 are verified: by whom and through what a block may be freed. */
@NullMarked
package dev.alloc.tck.freeing;

import org.jspecify.annotations.NullMarked;
