/** Tests of what a checked program gets to see. */
@NullMarked
package dev.alloc.junit.scope;

import org.jspecify.annotations.NullMarked;
