package dev.alloc.debug;

import dev.alloc.Allocator;
import dev.alloc.debug.fault.Faults;
import dev.alloc.debug.fault.Reaction;
import dev.alloc.debug.guard.Guards;
import dev.alloc.debug.guard.Home;
import dev.alloc.debug.guard.Scopes;
import dev.alloc.debug.quarantine.Limits;
import dev.alloc.debug.quarantine.Quarantine;
import dev.alloc.debug.quarantine.Remains;
import dev.alloc.debug.site.Actors;
import dev.alloc.debug.site.Sites;
import dev.alloc.debug.table.BlockTable;

/**
 * What the steps of an allocator work on; a record, so that the JIT takes all of it for constant.
 *
 * @param upstream where memory is from
 * @param table what is known of each live block
 * @param home where blocks are
 * @param guards what they look like
 * @param scopes how long they live, if each has a lifetime of its own
 * @param limits how much is held back
 * @param quarantine the blocks that are
 * @param remains what those left behind that were dropped in bulk
 * @param marks where a thread may rewind to
 * @param sites where the program was
 * @param actors on which thread
 * @param refusals what is said of what is no block
 * @param faults what is said of a misuse
 * @param reaction what is done about it
 */
record Parts(
    Allocator upstream,
    BlockTable table,
    Home home,
    Guards guards,
    Scopes scopes,
    Limits limits,
    Quarantine quarantine,
    Remains remains,
    Marks marks,
    Sites sites,
    Actors actors,
    Refusals refusals,
    Faults faults,
    Reaction reaction) {}
