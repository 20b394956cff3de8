/**
 * The allocator {@code system}: malloc, calloc, realloc, aligned_alloc and free of the C library
 * that this process runs with.
 *
 * <p><b>Why.</b> It is the base that every chain ends in unless another is named, so it adds as
 * little as possible to what the C library does. Two invariants. A block is exactly what the C
 * function returned: nothing is stored beside it, so C may free it. And no request is rounded or
 * cut: what a {@code size_t} cannot hold is refused before the call.
 *
 * <p><b>Two calls for each function.</b> A <i>critical</i> downcall skips the transition of the
 * thread's state, which costs a third of a malloc and free pair, but holds up every safepoint, and
 * so every garbage collection, until it returns. Blocks up to 64 KiB use it: that is half of the
 * size from which glibc maps pages for a block of its own, so the call is a walk of free lists, at
 * worst with a copy of 64 KiB in realloc. Larger blocks use the plain call, whose cost disappears
 * beside theirs. The C library never calls back into Java, which a critical call would not survive;
 * of other functions nobody knows, so those get plain calls unless their user says more.
 *
 * <p><b>Static final method handles.</b> The JIT inlines a downcall only if its handle is a
 * constant, wherever the allocator itself comes from, so the handles are constants of a class. A
 * class whose initialiser fails is lost for the life of the process; hence whatever can fail is
 * done before, with an answer that is the same each time: the probe for native access, the search
 * for the symbols, the linking.
 *
 * <p><b>Pointers are numbers.</b> Descriptors use the integer of {@code size_t}'s width for sizes
 * and pointers alike, so that no segment is made for an argument or a result. Where it has 32 bits,
 * adapters widen it, and {@code maxByteSize()} says how much can be asked for.
 *
 * <p><b>Alignment.</b> Malloc aligns to two pointers, and some mallocs align a block only as far as
 * its size goes; so up to two pointers the request is made at least as large as its alignment,
 * which also gives blocks of size 0 an address of their own. Above that, up to 128 MiB, the block
 * comes from aligned_alloc with its size rounded up to the alignment, as some libraries demand.
 * Where there is no aligned_alloc (Windows), a larger block is allocated and a table remembers
 * where it began; it is asked only while it is not empty.
 *
 * <p><b>Any malloc.</b> {@link dev.alloc.system.NativeFunctions} is a table of such functions, from
 * pointers or from a library ({@code -Dalloc.system.library}, {@code -Dalloc.system.prefix}). The
 * same code runs over it, with handles that are constants as far as the allocator is one, behind
 * the holder for example. The dynamic linker finds the C library's malloc in every library that has
 * none; so only functions from one file make a table, and a block never goes back to another malloc
 * than its own. What a table lacks is made of its malloc and free.
 *
 * <p><b>On failure</b> malloc's NULL becomes an {@link java.lang.OutOfMemoryError} and nothing has
 * changed. MemorySegment.NULL and segments of the Java heap are refused before the call.
 *
 * <p><b>Guard pages.</b> With {@code alloc.system.guard=page} blocks come from mappings of their
 * own instead; the package {@code guard} says how, and what that detects.
 *
 * <p><b>What it does not do.</b> It does not know which blocks are live: it counts nothing, detects
 * no misuse, and closing it only ends its use. A wrong free is undefined behaviour, as in C; the
 * plugins above are there to find it.
 */
@NullMarked
package dev.alloc.system;

import org.jspecify.annotations.NullMarked;
