/**
 * Events for JDK Flight Recorder: allocations, reallocations and frees, which are off until
 * somebody turns them on, and leaks.
 *
 * <p>The module jdk.jfr may be missing; then none of the events' classes is ever loaded. An event
 * that is off is an object that the JIT does not make: before JFR starts its methods are empty.
 */
@NullMarked
package dev.alloc.tracking.recording;

import org.jspecify.annotations.NullMarked;
