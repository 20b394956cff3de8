/**
 * The allocator {@code netty-pooled}: the pool behind Netty's direct buffers.
 *
 * <p>Netty gives buffers and no alignment: so a buffer is taken that is larger by the alignment,
 * and the block is the aligned part of it. Which buffer a block came from is remembered in a map by
 * the block's address; so a block that is none is noticed.
 *
 * <p><b>What it does not do.</b> A pool that nobody refers to is given back by the garbage
 * collector and not by {@code close}: Netty has no call for that.
 */
package com.example.nettypooled;
