/** Tests of the list that every other allocator is to beat. */
@NullMarked
package dev.alloc.suite.linear;

import org.jspecify.annotations.NullMarked;
