/**
 * An allocator that fails on purpose.
 *
 * <p><b>Why.</b> Memory runs out rarely and never at a convenient moment, so the code that handles
 * it is the code that was never run. {@code failing} puts the moment where a test wants it: {@code
 * -Dalloc.impl=counting+failing -Dalloc.failing.nth=7} for a whole program, {@link
 * dev.alloc.tck.failing.FailingAllocator#over} with a {@link dev.alloc.tck.failing.FailurePlan} for
 * a test that moves the failure from call to call.
 *
 * <p><b>Invariant.</b> A request is refused before the allocator below hears of it, with the error
 * it would give itself; whatever is not refused is passed on unchanged. A bad argument or a closed
 * allocator is answered as if there were no plan, and does not count as a request.
 *
 * <p><b>How.</b> The plan is one immutable schedule with its own request counter, replaced as a
 * whole: no request is ever judged by half of the old and half of the new one. Whether the n-th
 * request fails at a rate is a hash of the seed and n, so that it does not depend on which thread
 * came first. The byte limit is reserved by compare-and-set before the call below, so a large
 * request that is refused never makes a small one fail.
 *
 * <p><b>What it does not do.</b> It drops {@link dev.alloc.Capability#MARK}, because the bytes that
 * a rewind frees are not known here, and {@link dev.alloc.Capability#COUNTS} with {@link
 * dev.alloc.Capability#PEAK}: it keeps no counts of its own, and those below lack what was refused
 * here. Put {@code counting} above it. A free never fails.
 */
@NullMarked
package dev.alloc.tck.failing;

import org.jspecify.annotations.NullMarked;
