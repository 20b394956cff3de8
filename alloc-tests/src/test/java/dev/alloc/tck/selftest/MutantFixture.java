package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.tck.Lookup;
import dev.alloc.tck.NativeTables;
import dev.alloc.tck.TckFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes one wrong allocator in every way a rule asks for, and keeps all volumes small. A mutant
 * that is wrong in one of these ways only overrides that method.
 */
class MutantFixture implements TckFixture {
  private static final long BUDGET = 512L << 10;
  private static final double SCALE = 0.01;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String spec;
  private final Supplier<Allocator> creator;
  private final UnaryOperator<Allocator> wrapper;

  private MutantFixture(
      String spec, Supplier<Allocator> creator, UnaryOperator<Allocator> wrapper) {
    this.spec = spec;
    this.creator = creator;
    this.wrapper = wrapper;
  }

  /** Makes a base. */
  MutantFixture(Supplier<Allocator> creator) {
    this("system", creator, base -> base);
  }

  /** Makes a wrapper. */
  MutantFixture(UnaryOperator<Allocator> wrapper) {
    this("counting", () -> wrapper.apply(new Reference()), wrapper);
  }

  @Override
  public final String spec() {
    return spec;
  }

  @Override
  public final Allocator create() {
    return creator.get();
  }

  @Override
  public final Optional<Allocator> create(Allocator upstream) {
    return spec.equals("system") ? Optional.empty() : Optional.of(wrapper.apply(upstream));
  }

  @Override
  public Optional<Allocator> createWithLimit(long bytes) {
    return Optional.of(wrapper.apply(new Reference(bytes)));
  }

  @Override
  public Optional<Allocator> createWithFailingRecords(Allocator upstream) {
    return Optional.of(new Forgetful(upstream));
  }

  @Override
  public Optional<Allocator> createWithListener(Runnable listener) {
    return Optional.of(new Listened(listener));
  }

  /** Returns how allocators are looked up (chapter 11). */
  Lookup lookup() {
    return new QuickLookup();
  }

  /** Returns the JAR that rule 11.1 looks at, which is skipped without one. */
  Optional<Path> pluginJar() {
    return Optional.empty();
  }

  /**
   * Returns how it becomes C functions, and back (chapter 12), which is skipped without: what is
   * wrong with an allocator is wrong in C as well, and has its rule among the other chapters.
   */
  Optional<NativeTables> nativeTables() {
    return Optional.empty();
  }

  @Override
  public final long budgetBytes() {
    return BUDGET;
  }

  @Override
  public final double scale() {
    return SCALE;
  }

  @Override
  public Duration timeLimit() {
    return PATIENCE;
  }
}
