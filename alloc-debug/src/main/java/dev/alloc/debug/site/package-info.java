/**
 * Where the program was, and on which thread, when it allocated or freed.
 *
 * <p>A site is a number. Sites are the nodes of a tree whose root is "unknown": one step down leads
 * to the caller's frame, the next to the frame that called that, and so on to the depth asked for.
 * Stacks that begin alike share their nodes, and a frame is described once, when its node is made;
 * looking at a stack that was seen before makes no description.
 *
 * <p>What is on top of a stack and belongs to allocation itself (allocators, the holder, the JDK's
 * foreign memory) is left out. Nodes are never forgotten; beyond 2<sup>20</sup> of them new ones
 * are not told apart.
 */
@NullMarked
package dev.alloc.debug.site;

import org.jspecify.annotations.NullMarked;
