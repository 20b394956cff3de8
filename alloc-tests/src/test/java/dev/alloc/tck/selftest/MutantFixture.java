package dev.alloc.tck.selftest;

import dev.alloc.Allocator;
import dev.alloc.tck.TckFixture;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes one wrong allocator in every way a rule asks for, and keeps all volumes small. */
record MutantFixture(
    String spec,
    Supplier<Allocator> creator,
    UnaryOperator<Allocator> wrapper,
    LongFunction<Allocator> limiter,
    Function<Runnable, Optional<Allocator>> listened,
    Duration timeLimit)
    implements TckFixture {
  private static final long BUDGET = 512L << 10;
  private static final double SCALE = 0.01;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration IMPATIENCE = Duration.ofSeconds(2);

  static MutantFixture base(Supplier<Allocator> create) {
    return new MutantFixture(
        "system", create, below -> below, Reference::new, _ -> Optional.empty(), PATIENCE);
  }

  static MutantFixture limited(LongFunction<Allocator> create) {
    return new MutantFixture(
        "system", Reference::new, below -> below, create, _ -> Optional.empty(), PATIENCE);
  }

  static MutantFixture listened(Function<Runnable, Allocator> create) {
    return new MutantFixture(
        "system",
        Reference::new,
        below -> below,
        Reference::new,
        listener -> Optional.of(create.apply(listener)),
        PATIENCE);
  }

  static MutantFixture wrapper(UnaryOperator<Allocator> wrap) {
    return new MutantFixture(
        "counting",
        () -> wrap.apply(new Reference()),
        wrap,
        bytes -> wrap.apply(new Reference(bytes)),
        _ -> Optional.empty(),
        PATIENCE);
  }

  /** Returns this for an allocator that will hang. */
  MutantFixture impatient() {
    return new MutantFixture(spec, creator, wrapper, limiter, listened, IMPATIENCE);
  }

  @Override
  public Allocator create() {
    return creator.get();
  }

  @Override
  public Optional<Allocator> create(Allocator upstream) {
    return spec.equals("system") ? Optional.empty() : Optional.of(wrapper.apply(upstream));
  }

  @Override
  public Optional<Allocator> createWithLimit(long bytes) {
    return Optional.of(limiter.apply(bytes));
  }

  @Override
  public Optional<Allocator> createWithListener(Runnable listener) {
    return listened.apply(listener);
  }

  @Override
  public long budgetBytes() {
    return BUDGET;
  }

  @Override
  public double scale() {
    return SCALE;
  }
}
