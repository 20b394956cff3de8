/**
 * How the rules of chapter 11 are verified: JARs, names, options, and the answers to wrong ones.
 *
 * <p>JARs with rivals and broken providers are generated, and the API looks for them in a JVM of
 * its own, so that what it finds there is not remembered here.
 */
@NullMarked
package dev.alloc.tck.discovery;

import org.jspecify.annotations.NullMarked;
