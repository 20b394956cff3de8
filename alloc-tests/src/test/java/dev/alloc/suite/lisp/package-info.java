/**
 * Tests of the interpreter: what it computes, and above all what it leaves behind, which is
 * nothing.
 */
@NullMarked
package dev.alloc.suite.lisp;

import org.jspecify.annotations.NullMarked;
