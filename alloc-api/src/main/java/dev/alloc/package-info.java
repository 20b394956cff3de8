/**
 * The allocator contract and the global holder.
 *
 * <p><b>Why.</b> A program that keeps data outside the heap should not be wired to one allocator.
 * It calls {@link dev.alloc.Allocators#current()}; which allocator answers is decided by the JARs
 * on the class path and by {@code -Dalloc.impl=NAME}.
 *
 * <p><b>The contract</b> is {@link dev.alloc.Allocator}: a {@link
 * java.lang.foreign.SegmentAllocator} whose blocks can be freed one by one. Its numbered rules are
 * verified for every plugin by the TCK in alloc-tests. Invariant: a block goes back, as the segment
 * that was handed out or a view of exactly its bytes, to the allocator that made it.
 *
 * <p><b>Selection.</b> {@link dev.alloc.AllocatorProvider}s are found by {@link
 * java.util.ServiceLoader}, put into an immutable catalog (one that fails to load is remembered
 * with its cause and hides nobody) and composed from a spec such as {@code counting+arena},
 * outermost first. A name or option that does not exist is an {@link
 * dev.alloc.AllocatorLookupException}; there is no fallback from an explicit choice.
 *
 * <p><b>The holder.</b> The current allocator is the target of a {@link
 * java.lang.invoke.MutableCallSite} behind a {@code static final} method handle. The compiler
 * treats it as a constant, inlines the allocator behind it and removes the segment; {@link
 * dev.alloc.Allocators#use} replaces the target and the compiled code is discarded. A field, plain
 * or volatile, cannot do that: see docs/benchmarks.md. The check for a scope ({@link
 * dev.alloc.Allocators#callWith}) becomes part of the target when the first scope is opened, so a
 * program without scopes does not pay for them.
 *
 * <p><b>Wrappers are records</b>, because the JIT trusts the fields of a record to be constant: a
 * chain of wrappers behind the holder is inlined as a whole.
 *
 * <p><b>What it does not do.</b> It does not close the global allocator at exit, does not follow a
 * scope into other threads, and does not check who owns a block: that is the debugging plugins'
 * work.
 */
@NullMarked
package dev.alloc;

import org.jspecify.annotations.NullMarked;
