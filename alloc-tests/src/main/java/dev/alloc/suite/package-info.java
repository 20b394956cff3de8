/** x. */
@NullMarked
package dev.alloc.suite;

import org.jspecify.annotations.NullMarked;
