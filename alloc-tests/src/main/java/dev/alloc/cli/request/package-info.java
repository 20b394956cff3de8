/**
 * What the requests of several commands have in common: options that mean the same everywhere, and
 * the exception for what cannot be met.
 *
 * <p>Invariant: input is checked here, before anything is started or measured, and refused with a
 * message that names what was given and what would do.
 */
@NullMarked
package dev.alloc.cli.request;

import org.jspecify.annotations.NullMarked;
