/**
 * Writes reports in the formats of other tools, and for people.
 *
 * <p>One class for each format, all fed with the same {@link dev.alloc.cli.convert.Subject}; {@link
 * dev.alloc.cli.convert.ReportFormat} lists them with the ends of their files' names. Invariant:
 * the figures of a report add up to the same totals in each of them, which a test reads back with
 * parsers of others.
 *
 * <p>A report may be compared with another, the baseline. Then text and pprof have the differences,
 * collapsed stacks have both figures, and the page shows whatever of these is asked for.
 */
@NullMarked
package dev.alloc.cli.convert;

import org.jspecify.annotations.NullMarked;
