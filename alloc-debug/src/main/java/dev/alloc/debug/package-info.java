/**
 * The allocator {@code debug}: misuse of memory, found as early as possible and with both stacks.
 *
 * <p><b>Why.</b> An overrun or a use after free shows long after it happened and elsewhere. Here
 * every block lies between guards, every freed block waits in a quarantine, and what is known of
 * blocks is kept where no stray write reaches it. Two invariants: a block that the program has is
 * in the table and intact but for what the program did to it; and a call that throws a fault has
 * changed nothing, so that it may be made again.
 *
 * <p><b>Patterns.</b> Fresh bytes are 0xCD, freed bytes 0xDD, guards 0xFD: 16 bytes before a block
 * (more if its alignment is more) and 32 to 39 behind it, from the very next byte on.
 *
 * <p><b>Life of a block.</b> Allocated: guards are built, the bytes filled, a record entered; if
 * that fails the memory goes back and the caller sees {@link OutOfMemoryError}. Freed: its guards
 * compared, moved from the table to the quarantine (a second free loses that race, and is a
 * DOUBLE_FREE), and filled when the oldest blocks there have made room: their filling and guards
 * are compared for the last time, then their memory goes down. Reallocated: always moved, and the
 * old place is freed, so that whoever still uses it is found. When the allocator below has no
 * memory left, the quarantine is emptied and the request made once more.
 *
 * <p><b>Faults</b> are reported once: what was overwritten is put in order again. {@code check()},
 * {@code reset} and {@code close()} look at all blocks, live and held. Faults found when a block
 * leaves the quarantine are thrown by whichever call needed its place, and name where the block was
 * allocated and freed.
 *
 * <p><b>Bulk release.</b> Over an allocator that RESETs or MARKs, what it is about to drop is
 * verified and filled first, and remembered: when the same bytes are handed out again they must be
 * as they were left, or somebody has written to them after the reset. That is certain only of
 * memory that never left the allocator below, which its statistics tell ({@code returnedBytes}).
 * Resets and other calls exclude each other by a lock, so that no record of a dropped block stays.
 * If the allocator below refuses to reset, the blocks are filled all the same.
 *
 * <p><b>Options.</b> {@code uaf=scope} gives each block a shared arena, closed when it is freed:
 * the access after that throws; closing one takes a handshake with all threads. Filling and
 * quarantine stay, for those who do not access through the segment. {@code zeroOnFree} fills with
 * zeros.
 *
 * <p><b>Capabilities.</b> Those of the allocator below and COUNTS, FILLS, HOLDS_FREED and all
 * DETECTS; without IN_PLACE (everything moves), LIMIT (guards would count) and PEAK. DETECTS_LEAK
 * needs a depth above 0 and an allocator below without RESET. Without a quarantine a second free is
 * an invalid one. With {@code onFault=report} nothing is thrown, so nothing is promised to be, not
 * even COUNTS, for which a free too many must be.
 *
 * <p><b>What it does not do.</b> It does not see reads, nor writes that jump over the guards, nor
 * what is written with the very byte that is there. It does not know of blocks freed behind its
 * back in the allocator below, until that gives their memory out again, to the same thread; if they
 * were waiting, that shows as a write after free.
 *
 * <p><b>Speed.</b> {@code allocate} and {@code free} are so small that the compiler inlines them
 * where they are called, and work on addresses from there on, in two methods that it does not
 * inline: then the segment need not be made. Offsets within slices whose length is a constant cost
 * one check of bounds for several accesses.
 */
@NullMarked
package dev.alloc.debug;

import org.jspecify.annotations.NullMarked;
