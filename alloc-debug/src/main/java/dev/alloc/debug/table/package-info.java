/**
 * What is known of each block, kept where no overrun reaches it: in arrays on the Java heap.
 *
 * <p>A record is eight {@code long}, one cache line: address, size, state, where and by whom it was
 * allocated and freed, its place in the queue of held blocks, and how many bytes it takes below.
 * Records never move, so that whoever has claimed a block reads its record without a lock; an index
 * of one {@code long} a slot (half of the hash, and the record's number) finds them by address.
 *
 * <p>Table and quarantine are one structure, striped by the hash of the address: a block that is
 * freed stays in its stripe and joins that stripe's queue, under the lock that the change of its
 * state takes anyway. Which stripe's oldest block leaves for it goes round, so that the order is
 * nearly first in, first out over all. Would a stripe make room in itself, then a program that
 * frees and allocates in turns would get the same stripe's addresses for ever, and all others would
 * keep what they hold unseen. How much is held is known by the stripes; the word that has the sum
 * is written once in a batch.
 *
 * <p>Under a stripe's lock nobody is called; only {@code check()} reads blocks under it, so that
 * none is given back while it is being read.
 */
@NullMarked
package dev.alloc.debug.table;

import org.jspecify.annotations.NullMarked;
