/**
 * C libraries as their authors meant them to be used, on memory of the platform: SQLite (a table of
 * methods), zlib (a context first), expat (bare malloc, realloc and free), and errors of native
 * code. What is here in Java is what a program would write: docs/native-libraries.md quotes it.
 */
@NullMarked
package dev.alloc.clibrary;

import org.jspecify.annotations.NullMarked;
