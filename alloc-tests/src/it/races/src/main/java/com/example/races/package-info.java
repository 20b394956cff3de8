/**
 * What two threads may see of each other in the parts of alloc that have no locks: the arena's
 * epochs, slots and pool, the stripes of tracking's table, and counting's cells.
 *
 * <p>Each class is a question to jcstress, with the answers that may be and those that must not.
 * The allocators are those of the JARs, asked through the API alone.
 */
package com.example.races;
