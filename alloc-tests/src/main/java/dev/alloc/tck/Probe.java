package dev.alloc.tck;

import dev.alloc.Allocator;
import dev.alloc.AllocatorProvider;
import dev.alloc.Allocators;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the outermost allocator of a spec over an allocator of the TCK's, the way the API builds
 * every chain.
 *
 * <p>The upstream is bound to the calling thread while {@code OUTERMOST+tck-probe} is created, and
 * the provider {@code tck-probe} hands it out as if it had just created it. Of {@code
 * counting+counting+system} only the first {@code counting} is put over the upstream: the rules
 * that use a probe are about what one layer does to the one below it.
 */
public final class Probe {
  static final String NAME = "tck-probe";
  static final String UNBUILDABLE = "tck-unbuildable";
  private static final ScopedValue<Allocator> UPSTREAM = ScopedValue.newInstance();

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
    String outermost = outermost(spec);
    if (isBase(outermost)) {
      return Optional.empty();
    }
    return Optional.of(create(outermost + '+' + NAME, options, upstream));
  }

  /**
   * Returns what is below the outermost allocator of a spec.
   *
   * @param spec names joined by {@code +}, outermost first
   * @return the spec of the rest, {@code system} if a wrapper has nothing written under it; empty
   *     if the outermost one is a base
   */
  public static Optional<String> below(String spec) {
    int plus = spec.indexOf('+');
    if (isBase(outermost(spec))) {
      return Optional.empty();
    }
    return Optional.of(plus < 0 ? "system" : spec.substring(plus + 1));
  }

  static String outermost(String spec) {
    int plus = spec.indexOf('+');
    return plus < 0 ? spec : spec.substring(0, plus);
  }

  /** Creates a spec that ends in {@link #NAME}. */
  static Allocator create(String spec, Map<String, String> options, Allocator upstream) {
    return ScopedValue.where(UPSTREAM, upstream).call(() -> Allocators.create(spec, options));
  }

  static boolean isBound() {
    return UPSTREAM.isBound();
  }

  static Allocator upstream() {
    return UPSTREAM.get();
  }

  private static boolean isBase(String name) {
    return Allocators.providers().stream()
        .filter(provider -> provider.name().equals(name))
        .anyMatch(provider -> !provider.needsUpstream());
  }

  /** Why the providers of the TCK are not listed elsewhere. */
  static Optional<String> unavailable(AllocatorProvider provider) {
    return isBound()
        ? Optional.empty()
        : Optional.of(
            provider.name() + " is a part of the TCK and only there while Probe.compose runs");
  }
}
