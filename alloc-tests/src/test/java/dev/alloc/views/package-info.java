/**
 * The arenas of every plugin where programs use arenas: as the JDK documents them, and in bindings
 * of a C library, whose functions hold on to memory while they call back.
 */
@NullMarked
package dev.alloc.views;

import org.jspecify.annotations.NullMarked;
