package dev.alloc.cli.memcheck;

import java.util.List;

/**
 * A thread and its stack.
 *
 * @param thread the thread's name
 * @param frames as in stack traces, the caller first
 */
public record JavaSite(String thread, List<String> frames) {}
