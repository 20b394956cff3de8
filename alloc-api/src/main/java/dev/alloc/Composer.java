package dev.alloc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Builds a chain of allocators from a spec such as {@code counting+arena+system}. */
final class Composer {
  private static final String BASE = "system"; // under a chain that ends in a wrapper or pool

  private final Catalog catalog;
  private final Options options;

  Composer(Catalog catalog, Map<String, String> overrides) {
    this.catalog = catalog;
    this.options = Options.of(System.getProperties(), overrides);
  }

  /** Builds the chain; if that fails half way, what was built is closed. */
  Allocator compose(String spec) {
    Objects.requireNonNull(spec, "spec");
    List<AllocatorProvider> chain = resolve(spec);
    if (chain.getLast().needsUpstream()) {
      chain.add(find(BASE));
    }
    return build(chain, null);
  }

  /** Builds the chain over an allocator that is not closed with it. */
  Allocator composeOver(String spec, Allocator upstream) {
    Objects.requireNonNull(spec, "spec");
    upstream.stats(); // throws if it is closed
    List<AllocatorProvider> chain = resolve(spec);
    if (!chain.getLast().needsUpstream()) {
      throw new AllocatorLookupException(
          "'%s' cannot be put over '%s': '%s' is a base and has nothing under it."
              .formatted(spec, upstream.name(), chain.getLast().name()));
    }
    return build(chain, upstream);
  }

  private Allocator build(List<AllocatorProvider> chain, @Nullable Allocator lent) {
    chain.forEach(options::refuseUnknownOptions);
    options.refuseUnknownPlugins(catalog);
    return create(chain, 0, lent);
  }

  /**
   * Creates the allocator at one position of the chain; those below follow when it asks for them.
   */
  private Allocator create(List<AllocatorProvider> chain, int position, @Nullable Allocator lent) {
    if (position == chain.size()) {
      return new LentAllocator(Objects.requireNonNull(lent), new AtomicBoolean());
    }
    AllocatorProvider provider = chain.get(position);
    ProviderConfig config =
        new ProviderConfig(provider, options, () -> create(chain, position + 1, lent));
    try {
      return Objects.requireNonNull(provider.create(config), "the provider returned null");
    } catch (LinkageError | NullPointerException e) {
      AllocatorLookupException failure = LookupErrors.notCreated(provider, e);
      config.closeUpstream(failure);
      throw failure;
    } catch (RuntimeException | Error e) {
      config.closeUpstream(e);
      throw e;
    }
  }

  private List<AllocatorProvider> resolve(String spec) {
    List<AllocatorProvider> chain = new ArrayList<>();
    for (String name : spec.split("\\+", -1)) {
      if (name.isEmpty()) {
        throw new AllocatorLookupException(
            "'%s' is not a spec: names joined by '+', outermost first. Found: %s."
                .formatted(spec, String.join(", ", catalog.names())));
      }
      if (!chain.isEmpty() && !chain.getLast().needsUpstream()) {
        throw new AllocatorLookupException(
            "'%s' cannot be built: '%s' is a base and has nothing under it; put '%s' before it."
                .formatted(spec, chain.getLast().name(), name));
      }
      chain.add(find(name));
    }
    return chain;
  }

  private AllocatorProvider find(String name) {
    List<AllocatorProvider> found = catalog.named(name);
    if (found.isEmpty()) {
      throw LookupErrors.unknown(name, catalog);
    }
    if (found.size() > 1) {
      throw LookupErrors.ambiguous(name, found);
    }
    AllocatorProvider provider = found.getFirst();
    Optional<String> unavailable;
    try {
      unavailable = provider.unavailable();
    } catch (RuntimeException | LinkageError e) {
      throw LookupErrors.notCreated(provider, e);
    }
    if (unavailable.isPresent()) {
      throw LookupErrors.unavailable(provider, unavailable.get());
    }
    return provider;
  }
}
