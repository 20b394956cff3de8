/**
 * An allocator as C's malloc, calloc, realloc, aligned_alloc, free and malloc_usable_size.
 *
 * <p><b>Why.</b> C libraries let their memory be served by functions they are given. With these,
 * whatever a plugin does for Java (count, track, guard, fail on purpose) it does for C.
 *
 * <p><b>Invariants.</b> No exception passes a native frame: the first is kept, C sees NULL and
 * {@code errno}. And a block is given back with the size it was asked for: C does not say how large
 * what it frees is, so sizes are remembered by address, out of the line of fire of C's overruns.
 *
 * <p><b>Data structure.</b> Open addressing in two numbers a block, in stripes chosen by the
 * address, each with its lock; no object per block. An entry is removed before the allocator takes
 * the block, because another thread may get the address at once. What cannot be recorded is given
 * back and refused; only a block that has already been moved must be recorded, for which a part of
 * each stripe is kept free.
 *
 * <p><b>Cost.</b> A call from C into Java takes some 20 ns, the table some more; a function that a
 * library passes sizes to (Lua's) needs no table and is written by hand: docs/native-libraries.md.
 * The receiver of the upcalls is a record, since the JIT takes its fields for constants and so
 * inlines the chain of allocators into the stub's target.
 *
 * <p><b>What it does not do.</b> {@code free} may change {@code errno}. A pointer that is freed
 * twice is only noticed until the allocator hands its address out again.
 */
@NullMarked
package dev.alloc.system.export;

import org.jspecify.annotations.NullMarked;
