/**
 * The {@code arena} plugin: bump allocation over any allocator.
 *
 * <p><b>Why.</b> The fastest way to allocate is to add to a pointer, and the fastest way to free is
 * not to. Programs that work in phases (a request, a frame, a test) allocate with {@code arena} and
 * give everything back at once.
 *
 * <p><b>Invariant.</b> A byte belongs to at most one block of the present epoch. Memory that
 * another thread may reuse is handed over only under the pool's lock, and a block is given out only
 * if its epoch was still the present one after the pointer had moved.
 *
 * <p><b>Structure.</b> The upstream's memory comes in chunks. A platform thread cuts blocks off a
 * chunk of its own ({@code ThreadRegion}, found through a table indexed by thread id: {@code
 * Owners}), with plain reads and writes. Virtual threads, of which there may be any number, share
 * as many chunks as there are processors ({@code Stripes}), one compare-and-set a block. Chunks
 * double up to a limit; a request of more than a quarter of the next chunk gets a block of its own
 * from the upstream ({@code OversizeTable}) and the present chunk goes on. Everything else (new
 * chunks, marks, resets) holds one lock, the {@code ChunkPool}'s. A thread that ended leaves its
 * region to the next new one.
 *
 * <p><b>Packages.</b> Each knows those above it in this list only, and none is exported:
 *
 * <ul>
 *   <li>{@code tally}: what was counted, and its sums;
 *   <li>{@code chunk}: the upstream's memory, how large its pieces are and which are free;
 *   <li>{@code lifetime}: epochs, and what a block is made of;
 *   <li>{@code slot}: the memory of arenas;
 *   <li>{@code span}: the memory that virtual threads share;
 *   <li>{@code region}: the memory of one platform thread, with its marks and its large blocks;
 *   <li>{@code placement}: where a block goes that the fast path has no place for;
 *   <li>this one: the fast paths ({@code ArenaAllocator}, {@code PooledArena}), what they are wired
 *       to ({@code ArenaParts}), resets and statistics.
 * </ul>
 *
 * <p>What a fast path needs of these packages are small methods of one object or two, which the
 * compiler inlines with the rest of an arena's life: one it does not inline makes objects real.
 *
 * <p><b>Free and reallocate.</b> The last block of a chunk is freed, grown and shrunk in place, and
 * so is a block of its own. Other frees reclaim nothing; the statistics show them as dead bytes,
 * beside what padding and chunk ends cost. So {@code INDIVIDUAL_FREE} is not declared, and since
 * blocks are pieces of the upstream's blocks, what the upstream detects about its own is not
 * declared either.
 *
 * <p><b>Reset</b> ends the epoch. Because a thread looks at the epoch after it has moved its own
 * pointer, and starts again if it has changed, a reset can hand chunks on at once and no thread has
 * to be waited for. With {@code safe=true} every epoch has a scope, and closing that scope makes
 * each old block throw on access; that costs a handshake with all threads.
 *
 * <p><b>Marks</b> belong to the thread that made them and drop what that thread allocated since. A
 * virtual thread has a region of its own while it has marks.
 *
 * <p><b>Arenas.</b> {@code confinedArena} and {@code sharedArena} cut their blocks off chunks that
 * no other arena uses ({@code ArenaSlot}), so they may be closed in any order. A thread keeps slots
 * for its next arenas: once warm, an arena costs neither malloc nor free, and the compiler removes
 * most of its objects, which is why no call that is not inlined gets to see one. Their blocks
 * outlive a reset and end with the arena.
 *
 * <p><b>On failure</b> a request that the upstream refuses is tried with a smaller chunk, then
 * without the free chunks, and at last answered with {@link java.lang.OutOfMemoryError}; nothing
 * has changed then.
 *
 * <p><b>What it does not do.</b> It does not detect misuse: that is for {@code debug+arena}. It
 * does not compact, and it never gives memory back before a reset, except blocks of their own.
 */
@NullMarked
package dev.alloc.arena;

import org.jspecify.annotations.NullMarked;
