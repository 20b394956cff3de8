/**
 * Drives a Chromium that is installed on this machine, by its own protocol.
 *
 * <p>A driver of its own, since those of others come with a browser or fetch one: the JDK has the
 * web socket, and a page needs a handful of commands.
 */
@NullMarked
package dev.alloc.cli.browser;

import org.jspecify.annotations.NullMarked;
