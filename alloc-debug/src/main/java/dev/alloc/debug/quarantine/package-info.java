/**
 * The blocks that were freed, until they are given back.
 *
 * <p>Small ones wait in lanes, of which each thread has one, or shares one with few others. A lane
 * is a ring of records that are written one behind the other, so that they cost no cache misses,
 * however many there are. It is never searched but when a free has failed already, at {@code
 * check()}, and when blocks are released in bulk.
 *
 * <p>All lanes share what may be held. The oldest block of the thread's own lane leaves for a new
 * one, unless another lane has much older ones: so a thread that ended does not keep its room, and
 * the order is nearly first in, first out over all. How much is held is known by the lanes; the
 * word that has the sum is written once in a batch.
 *
 * <p>A few blocks leave at a time, and the next few dozen are fetched into the processor's caches
 * before their turn: they were not touched since megabytes of others were freed, and whoever waits
 * for one line of memory after the other waits for each.
 *
 * <p>A free takes two locks, the lane's and under that the table's: the block goes from the table
 * into the ring at one blow, as claimed, so that whoever frees it a second time finds it here, if
 * need be after waiting for the lane. It counts as held once room was made for it and it was
 * filled, and is live again if that failed. Reallocations, large blocks and all that is unusual go
 * through {@code Claims} instead, which takes longer and waits for nobody.
 *
 * <p>Large blocks would push hundreds of others out, so that they have a lane of their own, with as
 * many bytes again. On a small machine both are a share of what its largest block could be.
 */
@NullMarked
package dev.alloc.debug.quarantine;

import org.jspecify.annotations.NullMarked;
