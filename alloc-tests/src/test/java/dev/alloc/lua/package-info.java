/** Lua on every allocator with native memory: the same output, and nothing left behind. */
@NullMarked
package dev.alloc.lua;

import org.jspecify.annotations.NullMarked;
