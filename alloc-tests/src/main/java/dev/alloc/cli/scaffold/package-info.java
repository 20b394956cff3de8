/**
 * Writes the project of a plugin that is about to be written.
 *
 * <p><b>Why.</b> Somebody with an idea for an allocator wants to begin with it and not with poms,
 * service files and module descriptors: so the project is complete, and the allocator in it is
 * small and keeps the contract. Whatever is changed from there, the TCK says which rule it broke;
 * so the way to an allocator of one's own goes from green to green.
 *
 * <p><b>Shape.</b> {@link dev.alloc.cli.scaffold.PluginName} says what things are called, {@link
 * dev.alloc.cli.scaffold.PluginProject} which files there are; their text is in resources.
 *
 * <p><b>Invariant.</b> Nothing is written into a folder that holds anything.
 */
@NullMarked
package dev.alloc.cli.scaffold;

import org.jspecify.annotations.NullMarked;
