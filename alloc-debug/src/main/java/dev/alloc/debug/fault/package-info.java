/** What is said of a misuse, and what is done about it. */
@NullMarked
package dev.alloc.debug.fault;

import org.jspecify.annotations.NullMarked;
