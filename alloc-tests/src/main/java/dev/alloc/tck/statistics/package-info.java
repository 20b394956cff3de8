/**
 * How the rules of chapter 6 are verified: a ledger beside the allocator says what it must report.
 */
@NullMarked
package dev.alloc.tck.statistics;

import org.jspecify.annotations.NullMarked;
