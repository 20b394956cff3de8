/**
 * The allocator {@code arrow}: Apache Arrow's {@code RootAllocator}, one for each allocator.
 *
 * <p>Arrow gives reference-counted buffers and no alignment: so a buffer is taken that is larger by
 * the alignment, and which one a block came from is remembered in a map by the block's address.
 *
 * <p>Arrow reads a field of {@code java.nio}: start java with {@code
 * --add-opens=java.base/java.nio=ALL-UNNAMED}, or this plugin says that it cannot be had.
 *
 * <p><b>What it does not do.</b> Arrow counts the bytes of its buffers, rounded up to powers of
 * two, and not those that were asked for: so neither COUNTS nor LIMIT can be declared.
 */
package com.example.arrow;
