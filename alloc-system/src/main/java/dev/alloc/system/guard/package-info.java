/**
 * {@code alloc.system.guard=page}: blocks whose end lies against a page that nobody may touch.
 *
 * <p><b>Why.</b> Java code that leaves a block gets an exception; native code does not, and what it
 * destroys is found long after, if at all. Against a page without access rights the processor stops
 * the very instruction: the process ends with SIGSEGV, and the JVM's error log names the function.
 *
 * <p><b>The invariant.</b> Each guarded block has a mapping of its own: pages for its bytes, then
 * one page of {@code PROT_NONE}, and the block's end, rounded up to its alignment, is where that
 * page begins. The bytes of these pages that are not the block's, at most a page before it and
 * {@code alignment - 1} after it, hold {@code 0xFD}; they are verified when the block is freed,
 * reallocated or checked.
 *
 * <p><b>A fault changes nothing but what it reports.</b> A block whose surroundings were written
 * stays live, the surroundings get their pattern back, and so the next free of it succeeds.
 *
 * <p><b>After a free</b> the mapping is replaced by one of {@code PROT_NONE} in one system call.
 * Its memory is gone at once; its addresses are kept, oldest out first, up to {@code guardKeep}
 * bytes, so that native code that uses the block after its end is stopped as well, and a second
 * free is known for what it is.
 *
 * <p><b>Mappings are few.</b> Linux allows a process {@code vm.max_map_count} of them, 65 530 by
 * default, and a JVM that gets none dies. A guarded block takes two, or three beyond the alignment
 * of a page, and a kept range one; a sixteenth of all is left to the JVM. When there are none left,
 * kept ranges go first, then the request fails with an {@link java.lang.OutOfMemoryError} that
 * names the limit.
 *
 * <p><b>Sampling.</b> With {@code guardSample=N} each block is guarded with probability 1/N, drawn
 * at random: a counter would keep step with programs that allocate in a rhythm. The others are
 * served by the plain allocator, and what the table of guarded blocks does not know is freed there.
 *
 * <p><b>Two system calls and a page fault</b> are the cost, some microseconds; so the table is an
 * ordinary map with a record for each block. One lock for each block lets {@code check} read blocks
 * that another thread may be about to free.
 */
@NullMarked
package dev.alloc.system.guard;

import org.jspecify.annotations.NullMarked;
