/**
 * Tests of the harness, and of the programs it runs.
 *
 * <p>They need no allocator plugin: blocks come from {@link dev.alloc.suite.Ledger}, which knows
 * every block that is live and can be told to fail.
 */
@NullMarked
package dev.alloc.suite;

import org.jspecify.annotations.NullMarked;
