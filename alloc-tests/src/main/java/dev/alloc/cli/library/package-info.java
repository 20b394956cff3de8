/**
 * Libraries of C that this machine has or Debian has: found where they are installed, else fetched
 * by the machine's own apt into a folder of the cache and verified. Nothing is installed and
 * nothing runs as root.
 */
@NullMarked
package dev.alloc.cli.library;

import org.jspecify.annotations.NullMarked;
