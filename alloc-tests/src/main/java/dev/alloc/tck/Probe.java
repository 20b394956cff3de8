package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.tck.upstream.BoundUpstream;
import dev.alloc.tck.upstream.Spec;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the outermost allocator of a spec over an allocator of the TCK's, the way the API builds
 * every chain.
 *
 * <p>Of {@code counting+counting+system} only the first {@code counting} is put over the upstream:
 * the rules that use a probe are about what one layer does to the one below it.
 */
public final class Probe {

  private Probe() {}

  /**
   * Creates the outermost allocator of a spec over an upstream.
   *
   * @param spec names joined by {@code +}, outermost first
   * @param options values by {@code PLUGIN.OPTION}
   * @param upstream the allocator below; it belongs to the one that is created, which closes it
   * @return a new allocator, or empty if the outermost one is a base
   * @throws dev.alloc.AllocatorLookupException if there is no such allocator, or an option is
   *     refused; the upstream is closed then if the provider had asked for it
   */
  public static Optional<Allocator> compose(
      String spec, Map<String, String> options, Allocator upstream) {
    return new Spec(spec).below().map(_ -> overUpstream(new Spec(spec), options, upstream));
  }

  /**
   * Returns what is below the outermost allocator of a spec.
   *
   * @param spec names joined by {@code +}, outermost first
   * @return the spec of the rest, {@code system} if a wrapper has nothing written under it; empty
   *     if the outermost one is a base
   */
  public static Optional<String> below(String spec) {
    return new Spec(spec).below();
  }

  private static Allocator overUpstream(
      Spec spec, Map<String, String> options, Allocator upstream) {
    return BoundUpstream.create(spec.outermost() + '+' + BoundUpstream.NAME, options, upstream);
  }
}
