/**
 * A plugin that was built elsewhere, dropped next to the JARs of a program that was built
 * elsewhere.
 *
 * <p>Both are compiled from {@code src/test/resources} into a folder of JARs, as somebody who never
 * saw this build would do it, and started in a JVM of their own.
 */
@NullMarked
package dev.alloc.dropin;

import org.jspecify.annotations.NullMarked;
