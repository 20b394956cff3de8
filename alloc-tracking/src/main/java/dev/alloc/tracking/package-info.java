/**
 * The allocator {@code tracking}: who allocated what is still live.
 *
 * <p><b>Why.</b> A count says that something leaked; the next question is what, and who allocated
 * it. A list of all live blocks that is searched at each free answers it in a time that grows with
 * the list. Here a call costs the same however many blocks are live. Two invariants: a block that
 * the program has and a record in the table are the same set, whatever fails on the way; and the
 * figures of all sites add up to the statistics, because these are that sum.
 *
 * <p><b>Structure.</b> A record is a size and the number of an origin: thread, title and stack
 * (package {@code site}). Where there are many small blocks it is found by the address itself, else
 * in a striped open-addressing table (package {@code table}). No object is made for a block. Totals
 * are kept at the origin, so a snapshot reads origins only and disturbs nobody; only the list of
 * leaked blocks reads the table, part by part.
 *
 * <p><b>Stacks.</b> Looking at the stack is what takes the time (package {@code stack}). Where
 * native access is enabled for this module the VM is asked directly, by its interface for profilers
 * or for tools, and {@code StackWalker} otherwise; the option {@code walker} says which.
 *
 * <p><b>Order.</b> The record is removed before the allocator below is asked to free or to
 * reallocate, since another thread may be given the address at once; if that fails it is put back.
 * It is entered after the block was given out; if there is no room for it the block goes back, and
 * the caller sees {@link OutOfMemoryError}. Reallocation needs room that may not be had when the
 * block has moved already: the table keeps a part of its slots for that, and once it could not
 * grow, blocks are moved by allocate, enter, copy and free instead, at the cost of being in place.
 * A reallocated block keeps its origin and its place in the sequence.
 *
 * <p><b>Faults.</b> Freeing what has no record is an INVALID_FREE, or a DOUBLE_FREE while the table
 * remembers the first free: until its address is given out again, or, where that is in a stripe,
 * the stripe needs room and has freed another block since; with another size it is a WRONG_SIZE.
 * The fault names who allocated the block and who freed it; from where it was freed first only with
 * the option {@code frees}, which looks at the stack of each free. An allocator below that gives
 * out a freed address at once, as malloc does, makes a late second free a legal one of somebody
 * else's block; {@code debug} holds blocks back. Closing with live blocks is a LEAK with a
 * suppressed fault for each of the first 1 000 blocks, unless the allocator below releases in bulk.
 *
 * <p><b>Bulk release.</b> A reset of the allocator below drops all records. A mark of it drops
 * those of the blocks that the mark's thread got since, which is what {@code arena} drops.
 *
 * <p><b>Sampling.</b> With {@code sample} each byte is drawn with the same probability, blocks
 * without a drawn byte pass by, and figures are scaled so that they are right on average. A free
 * without a record is then no fault, live blocks are not known exactly, and so COUNTS and what this
 * layer DETECTS are not declared.
 *
 * <p><b>Capabilities.</b> Those of the allocator below but PEAK, with COUNTS, DETECTS_DOUBLE_FREE,
 * DETECTS_INVALID_FREE, and DETECTS_LEAK if stacks are recorded and there is no RESET. Arenas are
 * views over this layer, so that their blocks are tracked.
 *
 * <p><b>What it does not do.</b> It does not look at contents: overruns and uses after free are for
 * {@code debug}. Threads, stacks and origins are kept for as long as the allocator, up to a bound.
 */
@NullMarked
package dev.alloc.tracking;

import org.jspecify.annotations.NullMarked;
