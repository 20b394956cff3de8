/**
 * Tests of the JUnit extension: small suites with a known fault are run, and it is asked which test
 * failed, and with which words.
 */
@NullMarked
package dev.alloc.junit;

import org.jspecify.annotations.NullMarked;
