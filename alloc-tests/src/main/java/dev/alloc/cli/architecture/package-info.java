/**
 * Other processors on this machine: a Java of Debian for each, run by qemu's user-mode emulation.
 *
 * <p>{@link dev.alloc.cli.architecture.Architecture} says which there are. {@link
 * dev.alloc.cli.architecture.ForeignJava} is one of them in a folder of the cache: the packages of
 * that architecture, fetched and verified by the machine's own apt ({@link
 * dev.alloc.cli.architecture.PackageSource}), unpacked, and a {@code bin/java} that anything which
 * starts a JVM can start like any other. Nothing is installed and nothing runs as root.
 */
@NullMarked
package dev.alloc.cli.architecture;

import org.jspecify.annotations.NullMarked;
