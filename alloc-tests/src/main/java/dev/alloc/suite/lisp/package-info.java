/** x. */
@NullMarked
package dev.alloc.suite.lisp;

import org.jspecify.annotations.NullMarked;
