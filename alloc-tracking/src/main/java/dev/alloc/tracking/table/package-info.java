/**
 * Address → record, for millions of blocks: open addressing in arrays of {@code long}, three of
 * them for a block, so that a record is one or two cache lines and no object.
 *
 * <p>The table is striped by the hash of the address. A stripe grows by itself, which keeps the
 * pause of a growth and the memory it needs small; at three quarters full on 24 bytes a record that
 * is 44 bytes a block on average. Deletion moves later records back instead of leaving tombstones,
 * so that a table does not slow down with age. A spin lock guards each stripe: what is done under
 * it takes less time than parking a thread, and calls nobody.
 *
 * <p>If a stripe cannot grow, allocating fails at three quarters full. The last quarter is for
 * records that must not be lost: those of blocks that were moved, or could not be freed.
 */
@NullMarked
package dev.alloc.tracking.table;

import org.jspecify.annotations.NullMarked;
