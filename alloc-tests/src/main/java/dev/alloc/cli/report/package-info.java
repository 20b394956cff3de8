/**
 * Reports of the allocator {@code tracking}, read back from their JSON.
 *
 * <p>Plain values without a line of presentation: the package {@code convert} writes them in other
 * formats. The plugin is not asked, since a report may come from another machine and another
 * version; what is read is what docs/diagnosing-a-leak.md describes.
 *
 * <p>Invariant: a report that was read is complete. A file that lacks something, has a version that
 * this does not know, or whose sites do not add up to its totals is refused with its name and the
 * place in it.
 */
@NullMarked
package dev.alloc.cli.report;

import org.jspecify.annotations.NullMarked;
