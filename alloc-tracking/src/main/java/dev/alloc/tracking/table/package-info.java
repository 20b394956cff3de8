/**
 * Address → record, for millions of blocks: open addressing in arrays of {@code long}, two of them
 * for a block, so that a record is in one cache line nearly always and is no object.
 *
 * <p>A block that is freed keeps its slot. An allocator gives most addresses out again soon: then
 * the slot is there, nothing has to be moved, and until then it remembers the free, for those who
 * free twice. When a stripe has no more room it empties the slots of freed blocks, or doubles if
 * seven eighths of the room are live blocks; at 3/4 full on 16 bytes a record that is 30 bytes a
 * block on average if none was freed, and at most 43. A stripe of up to 64 KiB is at most half
 * full: the freed ones soon fill it to its limit, and beyond that one search in five went past the
 * second slot, at which the branch is mispredicted (a pair with 1 000 live blocks: 52 ns, now 45).
 *
 * <p>The table is striped by regions of 64 KiB of addresses. Allocators mostly give each thread
 * regions of its own, so that threads seldom write to the same stripe, and the few blocks of a
 * small program are in few stripes, which stay in the cache. A stripe grows by itself, which keeps
 * the pause of a growth and the memory it needs small. A spin lock guards each stripe: what is done
 * under it takes less time than parking a thread, and calls nobody.
 *
 * <p>If a stripe cannot grow, allocating fails when it has no room. The rest of its slots is for
 * records that must not be lost: those of blocks that were moved, or could not be freed.
 */
@NullMarked
package dev.alloc.tracking.table;

import org.jspecify.annotations.NullMarked;
