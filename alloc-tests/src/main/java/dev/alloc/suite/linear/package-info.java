/**
 * The origin's tracked mode, done the origin's way: the baseline of the suite.
 *
 * <p><b>Why.</b> The interpreter that this project comes from kept every live block in a list and
 * searched it at each free. Most of its test suite's time went there, although nearly all tests
 * only wanted to know whether anything had leaked. {@code linear} is kept to show what that costs,
 * and for nothing else: {@code ./alloc suite --impl linear --impl counting --live 10000}.
 *
 * <p><b>Invariant.</b> A block is in the list from after the allocator below has made it until
 * before that gets it back; so no address is in the list twice. Between the two a block is counted
 * as live.
 *
 * <p><b>The list</b> is singly linked, new blocks are appended, and a search starts with the
 * oldest. A program that keeps N blocks alive therefore pays for all N at each free of a younger
 * one; a search from the other end would hide that, because what is allocated last is mostly freed
 * first. One lock guards the list.
 *
 * <p><b>Failure.</b> A block's node is made before the block, so bookkeeping cannot fail
 * afterwards. A block that the allocator below does not take back, or cannot reallocate, returns to
 * the end of the list. A free of what is not in the list, or with another size, is a fault and
 * changes nothing; as freed addresses are soon used again this is no promise, and the capabilities
 * do not claim it. Closing with live blocks is a LEAK fault that names the first thousand.
 *
 * <p><b>What it does not do.</b> It drops {@link dev.alloc.Capability#MARK}: the list does not know
 * what a rewind frees. It knows no peak and no call sites.
 */
@NullMarked
package dev.alloc.suite.linear;

import org.jspecify.annotations.NullMarked;
