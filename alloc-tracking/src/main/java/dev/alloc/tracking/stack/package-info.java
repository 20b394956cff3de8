/**
 * The calling thread's stack: which frames to keep, and one object for all stacks that are equal.
 *
 * <p>What the frames of allocators, of the holder and of the JDK's own foreign memory code lie on
 * top of is the caller. {@code StackWalker} finds it, on every Java, and what it finds is told
 * apart by class, method and place. Most of its time goes into making objects and names of frames
 * that are known already.
 *
 * <p>So where it may be asked, the tool interface of the VM (JVMTI) is asked first, without an
 * agent: {@code GetStackTrace} writes a method id and a place for each frame into memory that is
 * there, and if a stack like that was seen before the answer is in a table, without an object made.
 * Only a new stack is walked. The id of a method is never another's: HotSpot keeps the memory of
 * those whose class was unloaded, and since JDK 26 counts them up. After a class was redefined, a
 * stack keeps the line numbers with which it was seen first, whoever looked.
 *
 * <p>Where that was tried for long {@code AsyncGetCallTrace} is asked in place of {@code
 * GetStackTrace}: HotSpot has it for profilers, which call it from signal handlers and also, as
 * here, from native code that Java called. It makes no object of the VM's for a frame and takes no
 * lock, so it needs a quarter of the time. But it is specified nowhere, and while it looks the VM
 * does not wait with what else it does; that is why others get it only if they ask for it. It knows
 * no method without an id; {@code GetStackTrace} gives those of a new stack theirs. Of a virtual
 * thread it shows the carrier too; those are left to {@code GetStackTrace}.
 *
 * <p>The VM shows frames that {@code StackWalker} hides: those of lambdas, method handles and
 * reflection. Hence a stack that is seen for the first time is walked once more with these, to find
 * out how many of the VM's frames decide which frames are kept; so many are its key. No key is the
 * beginning of another one.
 */
@NullMarked
package dev.alloc.tracking.stack;

import org.jspecify.annotations.NullMarked;
