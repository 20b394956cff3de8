/**
 * Lua 5.4, a real interpreter in C, whose every byte is served by an allocator of the platform.
 *
 * <p><b>Why.</b> It makes millions of requests a second, of all sizes, in one shape that many C
 * libraries have: one function that allocates, resizes and frees, and is told the old size. So no
 * table of sizes is needed and the recipe is a dozen lines, {@link dev.alloc.lua.LuaHeap}.
 *
 * <p><b>Lua is called in protected mode only.</b> An error outside of it ends the process, and with
 * a limit or with injected failures any call may fail for want of memory. The library comes from
 * the JAR {@code lua54-platform} on the class path.
 */
@NullMarked
package dev.alloc.lua;

import org.jspecify.annotations.NullMarked;
