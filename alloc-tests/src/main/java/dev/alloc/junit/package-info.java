/**
 * Leak tests and failure tests for JUnit suites of programs that use an allocator of this platform.
 *
 * <p><b>Why.</b> A leak that is found at the end of a suite is nobody's. {@link
 * dev.alloc.junit.LeakCheck} fails the very test that leaked; {@link
 * dev.alloc.junit.AllocationFailures} runs a test once for each of its allocations, makes that one
 * fail, and tells what the program did about it.
 *
 * <p><b>Invariant.</b> The allocator of a checked test is the one that was current, seen through a
 * {@code counting} one that belongs to the test. So a block goes back to where it came from even if
 * another test frees it, and the program runs on what it was told to run on. After the test the
 * former allocator is current again, whatever the test's outcome.
 *
 * <p><b>Structure.</b> {@link dev.alloc.junit.AllocatorExtension} follows JUnit's events and asks
 * package {@code scope} for a scope for each class, test and dynamic test; that one nests
 * allocators and judges balances. Package {@code rounds} repeats a test. Installing a global
 * allocator discards compiled code, therefore a class installs one, behind which those of its tests
 * come and go.
 *
 * <p><b>Threads.</b> Without JUnit's parallel execution the allocator of the test is the global
 * one, and what any thread does during a test belongs to it. With parallel execution, whatever the
 * mode of a single test, each test is bound to the thread that runs it.
 *
 * <p><b>What it does not do.</b> It does not free what leaked: somebody may still use it. What goes
 * past {@link dev.alloc.Allocators#current()}, as the allocators do that a test creates itself, is
 * not seen.
 */
@NullMarked
package dev.alloc.junit;

import org.jspecify.annotations.NullMarked;
