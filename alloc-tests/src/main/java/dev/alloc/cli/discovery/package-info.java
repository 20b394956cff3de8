/**
 * Which allocators there are, and where they came from.
 *
 * <p>The API answers a program: it hides providers that cannot be had here and remembers broken
 * ones only for the message of a failed lookup. A person who drops in a JAR and does not see it
 * wants to know why, so this package looks for itself. Creating an allocator is left to the API, so
 * that a spec is understood, and refused, in one place.
 */
@NullMarked
package dev.alloc.cli.discovery;

import org.jspecify.annotations.NullMarked;
