/**
 * The allocator {@code buddy}: the classic, from scratch, as docs/writing-a-plugin.md builds it.
 *
 * <p><b>Structure.</b> The memory is one block of a power of two. A block that is too large is cut
 * into two halves, buddies of each other, until it is as small as will do; a block that is freed is
 * joined with its buddy if that is free too, and so on. Where the buddy of a block is need not be
 * remembered: its offset differs in one bit. {@link com.example.buddy.BuddyTree} keeps that, {@link
 * com.example.buddy.BuddyAllocator} the contract around it.
 *
 * <p><b>Invariant.</b> The blocks, used and free, cover the memory without a gap, and no two free
 * ones are buddies.
 *
 * <p><b>What it does not do.</b> A size is rounded up to a power of two, so up to half of a block
 * is lost. One lock guards everything.
 */
package com.example.buddy;
