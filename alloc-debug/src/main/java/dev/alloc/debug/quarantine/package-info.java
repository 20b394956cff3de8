/**
 * How many freed blocks wait, and the large ones among them.
 *
 * <p>Blocks up to a size wait in the stripe that has their record, see {@code table}. Larger ones
 * would push hundreds of others out, so that they have a queue of their own, one for all, with as
 * many bytes again. On a small machine both are a share of what its largest block could be.
 */
@NullMarked
package dev.alloc.debug.quarantine;

import org.jspecify.annotations.NullMarked;
