package dev.alloc.junit.scope;

/**
 * Who is judged, and in what surroundings.
 *
 * @param name its name, the beginning of a sentence
 * @param title what reports of all that is tracked call it
 * @param advice what to do about a leak besides looking for its place; may be empty
 * @param everyThread whether what all threads do meanwhile belongs to it, and not only what its own
 *     thread does
 * @param failing whether its allocations can be made to fail
 */
public record Subject(
    String name, String title, String advice, boolean everyThread, boolean failing) {}
