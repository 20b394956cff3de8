package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.tck.Lookup;
import dev.alloc.tck.NativeTables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An allocator with one thing wrong.
 *
 * @param name lower-case words joined by dashes, unique
 * @param flaw what is wrong with it, as the end of "an allocator that …"
 * @param breaks the numbers of the rules that must fail
 * @param perhaps the numbers of the rules that may fail, because timing or a random number decides
 * @param fixture how the TCK gets it
 */
record Mutant(
    String name, String flaw, Set<String> breaks, Set<String> perhaps, MutantFixture fixture) {

  private Mutant(String name, String flaw, Set<String> breaks, MutantFixture fixture) {
    this(name, flaw, breaks, Set.of(), fixture);
  }

  /** A wrong base. */
  static Mutant base(String name, String flaw, Set<String> breaks, Supplier<Allocator> create) {
    return new Mutant(name, flaw, breaks, new MutantFixture(create));
  }

  /** A wrapper that is wrong over every upstream. */
  static Mutant wrapper(
      String name, String flaw, Set<String> breaks, UnaryOperator<Allocator> wrap) {
    return new Mutant(name, flaw, breaks, new MutantFixture(wrap));
  }

  /** A base with guards and fillings that are wrong. */
  static Mutant guarded(String name, String flaw, Set<String> breaks, Supplier<Allocator> create) {
    return new Mutant(
        name,
        flaw,
        breaks,
        new MutantFixture(create) {
          @Override
          public OptionalInt freshFill() {
            return OptionalInt.of(Guarded.FRESH);
          }

          @Override
          public OptionalInt freedFill() {
            return OptionalInt.of(Guarded.FREED);
          }
        });
  }

  /** A base that hangs where it is wrong. */
  static Mutant hanging(String name, String flaw, Set<String> breaks, Supplier<Allocator> create) {
    return new Mutant(
        name,
        flaw,
        breaks,
        new MutantFixture(create) {
          @Override
          public Duration timeLimit() {
            return Duration.ofSeconds(2);
          }
        });
  }

  /** A base that is right until it has a limit. */
  static Mutant limited(
      String name, String flaw, Set<String> breaks, LongFunction<Allocator> create) {
    return new Mutant(
        name,
        flaw,
        breaks,
        new MutantFixture(() -> new Reference()) {
          @Override
          public Optional<Allocator> createWithLimit(long bytes) {
            return Optional.of(create.apply(bytes));
          }
        });
  }

  /** A base that is right until somebody listens; it hangs if it is wrong then. */
  static Mutant listened(
      String name, String flaw, Set<String> breaks, Function<Runnable, Allocator> create) {
    return new Mutant(
        name,
        flaw,
        breaks,
        new MutantFixture(() -> new Reference()) {
          @Override
          public Optional<Allocator> createWithListener(Runnable listener) {
            return Optional.of(create.apply(listener));
          }

          @Override
          public Duration timeLimit() {
            return Duration.ofSeconds(2);
          }
        });
  }

  /** A wrapper that is right until its books are full. */
  static Mutant forgetful(
      String name, String flaw, Set<String> breaks, UnaryOperator<Allocator> wrap) {
    return new Mutant(
        name,
        flaw,
        breaks,
        new MutantFixture(Relay::new) {
          @Override
          public Optional<Allocator> createWithFailingRecords(Allocator upstream) {
            return Optional.of(wrap.apply(upstream));
          }
        });
  }

  /** A wrong pool, made over an upstream, in safe mode or not. */
  static Mutant pool(
      String name,
      String flaw,
      Set<String> breaks,
      BiFunction<Allocator, Boolean, Allocator> create) {
    return new Mutant(
        name,
        flaw,
        breaks,
        new MutantFixture(upstream -> create.apply(upstream, false)) {
          @Override
          public Optional<Allocator> createSafe() {
            return Optional.of(create.apply(new Reference(), true));
          }

          @Override
          public Optional<Allocator> createWithLimit(long bytes) {
            return Optional.empty(); // what a pool takes is not what its blocks need
          }
        });
  }

  /** A right allocator that is looked up in a wrong way. */
  static Mutant lookedUp(String name, String flaw, Set<String> breaks, Lookup lookup) {
    return new Mutant(
        name,
        flaw,
        breaks,
        new MutantFixture(() -> new Reference()) {
          @Override
          Lookup lookup() {
            return lookup;
          }
        });
  }

  /** A right allocator in a JAR that is wrong. */
  static Mutant packed(String name, String flaw, Set<String> breaks, Supplier<Path> jar) {
    return new Mutant(
        name,
        flaw,
        breaks,
        new MutantFixture(() -> new Reference()) {
          @Override
          Optional<Path> pluginJar() {
            return Optional.of(jar.get());
          }
        });
  }

  /** A right allocator that becomes C functions, or is made of some, in a wrong way. */
  static Mutant exported(String name, String flaw, Set<String> breaks, NativeTables tables) {
    return new Mutant(
        name,
        flaw,
        breaks,
        new MutantFixture(() -> new Reference()) {
          @Override
          Optional<NativeTables> nativeTables() {
            return Optional.of(tables);
          }
        });
  }

  /** Returns this with rules that may fail as well. */
  Mutant perhaps(String... rules) {
    return new Mutant(name, flaw, breaks, Set.of(rules), fixture);
  }

  /** Shown as the name of the test. */
  @Override
  public String toString() {
    return name + ": an allocator that " + flaw;
  }
}
