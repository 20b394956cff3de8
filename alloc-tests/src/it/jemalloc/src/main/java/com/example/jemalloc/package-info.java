/**
 * The allocator {@code jemalloc}: the C library of that name in the build that LWJGL delivers,
 * which brings it along in a JAR.
 *
 * <p>All work is jemalloc's: {@code mallocx}, {@code rallocx} and {@code dallocx} take an alignment
 * with each call. What is added is what C does not promise and the contract does: sizes and
 * alignments are checked before the call, an empty block gets a byte and so an address of its own,
 * and a closed allocator says so.
 *
 * <p><b>What it does not do.</b> It counts nothing, so it does not know its live blocks; put {@code
 * counting} on top. jemalloc trusts what it is told to free: put {@code debug} on top to find out.
 */
package com.example.jemalloc;
