package dev.alloc.tck.upstream;

import dev.alloc.Allocator;
import dev.alloc.Allocators;
import dev.alloc.Capability;
import dev.alloc.tck.Probe;
import dev.alloc.tck.TckFixture;
import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Puts one of the TCK's instruments below the pool of a chain, under whatever is over the pool. */
public final class PoolProbe {

  private PoolProbe() {}

  /**
   * Creates the allocator under test, with an instrument over what is below its first pool.
   *
   * @param instrument makes it; it is to be owned by the pool
   * @return a new allocator, or empty if there is no pool or if that is a base
   */
  public static Optional<Allocator> over(TckFixture fixture, UnaryOperator<Allocator> instrument) {
    Optional<String> rest = Probe.below(fixture.spec());
    if (rest.isPresent() && resets(fixture.create(functions()))) {
      return fixture.create(instrument.apply(Allocators.create(rest.get(), fixture.options())));
    }
    String upper = new Spec(fixture.spec()).outermost();
    while (rest.isPresent()) {
      String next = new Spec(rest.get()).outermost();
      upper += '+' + next;
      rest = Probe.below(rest.get());
      if (rest.isPresent() && resets(Probe.compose(next, fixture.options(), functions()))) {
        Allocator upstream = instrument.apply(Allocators.create(rest.get(), fixture.options()));
        return Optional.of(
            BoundUpstream.create(upper + '+' + BoundUpstream.NAME, fixture.options(), upstream));
      }
    }
    return Optional.empty();
  }

  /** A layer that resets over something that does not is a pool. */
  private static boolean resets(Optional<Allocator> layer) {
    try (Allocator allocator = layer.orElseThrow()) {
      return allocator.capabilities().contains(Capability.RESET);
    }
  }

  private static Allocator functions() {
    return Allocators.of(
        Arena.ofAuto(),
        _ -> {},
        Set.of(Capability.THREAD_SAFE, Capability.NATIVE, Capability.SCOPES));
  }
}
