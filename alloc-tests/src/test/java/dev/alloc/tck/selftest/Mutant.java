package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An allocator with one thing wrong.
 *
 * @param name lower-case words joined by dashes, unique
 * @param flaw what is wrong with it, as the end of "an allocator that …"
 * @param breaks the numbers of the rules that must fail
 * @param perhaps the numbers of the rules that may fail, because timing decides
 * @param fixture how the TCK gets it
 */
record Mutant(
    String name, String flaw, Set<String> breaks, Set<String> perhaps, MutantFixture fixture) {

  /** A wrong base. */
  static Mutant base(String name, String flaw, Set<String> breaks, Supplier<Allocator> create) {
    return new Mutant(name, flaw, breaks, Set.of(), MutantFixture.base(create));
  }

  /** A wrapper that is wrong over every upstream. */
  static Mutant wrapper(
      String name, String flaw, Set<String> breaks, UnaryOperator<Allocator> wrap) {
    return new Mutant(name, flaw, breaks, Set.of(), MutantFixture.wrapper(wrap));
  }

  /** A base that is right until it has a limit. */
  static Mutant limited(
      String name, String flaw, Set<String> breaks, LongFunction<Allocator> create) {
    return new Mutant(name, flaw, breaks, Set.of(), MutantFixture.limited(create));
  }

  /** Returns this with rules that may fail as well. */
  Mutant perhaps(String... rules) {
    return new Mutant(name, flaw, breaks, Set.of(rules), fixture);
  }

  /** Returns this with little patience, because it will hang. */
  Mutant hanging() {
    return new Mutant(name, flaw, breaks, perhaps, fixture.impatient());
  }

  /** Shown as the name of the test. */
  @Override
  public String toString() {
    return name + ": an allocator that " + flaw;
  }
}
