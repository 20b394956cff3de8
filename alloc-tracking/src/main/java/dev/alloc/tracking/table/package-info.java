/**
 * Address → record, for millions of blocks, without an object or a search for each.
 *
 * <p><b>The shadow.</b> Programs allocate few sizes from each place, so a record is the number of
 * its kind: 16 bits for a size and an origin. A region of 64 KiB of addresses that many small
 * blocks were asked for has a shadow, two bytes for each 16: the number of the kind of the block
 * that begins there, or 0. An eighth of the region's size is ten bytes a block where blocks are
 * small, and finding one takes no hash, no comparison with other addresses and no lock: a free
 * replaces the number by another one, and of two threads one succeeds. Neighbouring blocks share a
 * cache line. The idea is that of AddressSanitizer's shadow memory. What a free leaves behind is
 * the number of a kind as well, of blocks of that size and origin that were freed from there; it
 * tells who frees the block twice, until another block begins there.
 *
 * <p><b>The short way</b> and the long one. Nearly always a block comes into a shadow or goes, is
 * of a kind that was seen lately, and all there is to do is to store a number and to count. That is
 * some 60 instructions each way, which are in one small class; everything else may take longer.
 *
 * <p><b>The stripes.</b> What has no shadow is in tables of open addressing, two {@code long} a
 * block: large blocks, regions with few, odd addresses, and what is left when 32 766 kinds have
 * numbers, and as many of freed blocks. A block that is freed keeps its slot. An allocator gives
 * most addresses out again soon: then the slot is there, nothing has to be moved, and until then it
 * remembers the free. When a stripe has no more room it empties the slots of freed blocks, or
 * doubles if seven eighths of the room are live blocks; at 3/4 full on 16 bytes a record that is 30
 * bytes a block on average if none was freed, and at most 43. A stripe of up to 64 KiB is at most
 * half full: the freed ones soon fill it to its limit, and beyond that one search in five went past
 * the second slot, at which the branch is mispredicted.
 *
 * <p>A region is in one stripe. Allocators mostly give each thread regions of its own, so that
 * threads seldom write to the same stripe, and the few blocks of a small program are in few
 * stripes, which stay in the cache. A stripe grows by itself, which keeps the pause of a growth and
 * the memory it needs small. A spin lock guards each stripe: what is done under it takes less time
 * than parking a thread, but for a growth or a new shadow, and calls nobody but for memory.
 *
 * <p>If a stripe cannot grow, allocating fails when it has no room. The rest of its slots is for
 * records that must not be lost: those of blocks that were moved, or could not be freed. A shadow
 * that cannot be had is done without.
 */
@NullMarked
package dev.alloc.tracking.table;

import org.jspecify.annotations.NullMarked;
