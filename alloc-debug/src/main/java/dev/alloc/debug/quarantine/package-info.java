/**
 * The blocks that were freed, until they are given back.
 *
 * <p>Small ones wait in lanes, one for each stripe of the table, in that of the thread that
 * allocated them. A lane is a ring of records that are written one behind the other, so that they
 * cost no cache misses, however many there are. It is never searched but when a free has failed
 * already, at {@code check()}, and when blocks are released in bulk.
 *
 * <p>All lanes share what may be held. The oldest block of a lane leaves for a new one, unless
 * another lane has much older ones: so a thread that ended does not keep its room, and the order is
 * nearly first in, first out over all. Who makes room at the expense of another lane takes whole
 * pages of its records, since neighbouring blocks in the hands of two threads would mean cache
 * lines that go to and fro. How much is held is known by the lanes; the word that has the sum is
 * written once in a batch.
 *
 * <p>A few blocks leave at a time. Each free reads a few words of one that will leave some dozens
 * of frees later, so that it is in the processor's caches by then: it was not touched since
 * megabytes of others were freed. Nobody waits for what is read, where a loop that reads many at
 * once would be waited for.
 *
 * <p>A free takes one lock, which stripe and lane share: the block goes from the table into the
 * ring at one blow, so that whoever frees it a second time finds it here, if need be after waiting
 * for the lane. Mostly it is filled and held at once. If others have to leave for it, it is claimed
 * until they have, and live again if that failed. Reallocations, large blocks and all that is
 * unusual go through {@code Claims} instead, which takes longer and waits for nobody.
 *
 * <p>Large blocks would push hundreds of others out, so that they have a lane of their own, with as
 * many bytes again. On a small machine both are a share of what its largest block could be.
 */
@NullMarked
package dev.alloc.debug.quarantine;

import org.jspecify.annotations.NullMarked;
