/**
 * Allocators of architectures that are not at hand.
 *
 * <p><b>Why.</b> A plugin that was only ever put over a 64-bit {@code malloc} assumes things: that
 * addresses are aligned to 16, that memory is plentiful, that fresh memory is zero, that a freed
 * address does not come back at once, that blocks are native. One free-list allocator,
 * parameterised by {@link dev.alloc.tck.emulated.Machine}, breaks these assumptions one by one and
 * passes the same TCK as everybody else. {@code heap} is of use beyond that: it is the base that
 * works where native access is denied.
 *
 * <p><b>Invariant.</b> Blocks, used and free, lie end to end from address 0 to the top without a
 * gap, and no two free ones are neighbours. Each block's header says how long it is and whether it
 * and the one before it are in use.
 *
 * <p><b>Structure.</b> Boundary tags in the emulated memory itself, and lists of free blocks by
 * size with a bit map over them: allocate, free and reallocate in place take constant time, and 64
 * KiB remain 64 KiB. Only free blocks carry their size at the end as well. A block is aligned as
 * far as was asked for and deliberately no further: what needs less than the granule is put that
 * much behind it, what needs more gets the front of its block cut off, which joins the free memory.
 *
 * <p>One lock, the ledger's monitor, guards everything, so the counts under it are exact and free
 * of charge: an emulated allocator knows its live blocks, and a leak on it is found without a
 * wrapper. The memory is reserved whole when the allocator is made, because a segment of an array
 * cannot grow; reserved bytes are those the emulated machine has taken into use, page by page. Of
 * {@code huge} only addresses are reserved; what is behind them comes when they are written to and
 * goes, for whole pages, when the block dies.
 *
 * <p><b>On failure</b> nothing has changed: room is found before anything is written. Freeing looks
 * at the header in front of the address given and never reads through the segment. A header can be
 * overwritten, or imitated by a block's contents, so what free notices of misuse is a courtesy: no
 * DETECTS capability is declared.
 *
 * <p><b>What it does not do.</b> The memory grown is not given back before close. {@code NEVER} as
 * reuse order makes every free a leak of addresses by design, and drops INDIVIDUAL_FREE and
 * RESERVED.
 */
@NullMarked
package dev.alloc.tck.emulated;

import org.jspecify.annotations.NullMarked;
