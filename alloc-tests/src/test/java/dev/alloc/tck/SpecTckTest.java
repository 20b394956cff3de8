package dev.alloc.tck;

/** {@link SelectedAllocatorTest} where Surefire looks; run once for each spec, in its own JVM. */
final class SpecTckTest extends SelectedAllocatorTest {}
