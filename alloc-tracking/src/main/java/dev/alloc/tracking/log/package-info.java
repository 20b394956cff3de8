/**
 * {@code alloc.tracking.log=FILE}: every block's beginning and end, in order, with the stacks.
 *
 * <p><b>Why.</b> A tool that watches the process from outside, as Valgrind does, knows addresses
 * and no Java. What is live at exit does not help it: the block it complains about may have been
 * freed. The log says who allocated an address and who freed it, also long ago.
 *
 * <p><b>How.</b> A layer between {@code tracking} and the allocator below, only there if it is
 * asked for, so that nobody else pays. One line for each event, written at once, for a process that
 * is being looked at like this may end any moment. A free is written before the allocator below
 * hears of it and an allocation after: so the events of one address are in order.
 *
 * <p><b>The format</b> is text, one line each, its parts separated by tabs:
 *
 * <pre>
 * site      NUMBER   THREAD  FRAME ...     before the first line that refers to it
 * allocated ADDRESS  SIZE    SITE          the address is hexadecimal, the size in bytes
 * freed     ADDRESS  SITE
 * reset                                    all blocks at once
 * </pre>
 *
 * <p><b>If the file cannot be written</b> any more, that is said once on standard error and logging
 * ends: a full disk must not change what the program gets. What a mark's end releases is not
 * logged.
 */
@NullMarked
package dev.alloc.tracking.log;

import org.jspecify.annotations.NullMarked;
