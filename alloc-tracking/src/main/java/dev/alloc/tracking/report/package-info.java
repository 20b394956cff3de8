/**
 * What is written for people and for tools: one file for each format, fed with plain numbers, so
 * that every format shows the same.
 */
@NullMarked
package dev.alloc.tracking.report;

import org.jspecify.annotations.NullMarked;
