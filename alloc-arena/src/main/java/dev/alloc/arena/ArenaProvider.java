package dev.alloc.arena;

import com.google.auto.service.AutoService;
import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import dev.alloc.Capability;
import dev.alloc.arena.chunk.ArenaLimits;
import dev.alloc.arena.lifetime.Epoch;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Provides {@code arena}: bump allocation over any allocator. */
@AutoService(AllocatorProvider.class)
@SuppressWarnings("exports") // AutoService is needed to compile only
public final class ArenaProvider implements AllocatorProvider {
  private static final long DEFAULT_CHUNK = 64 << 10;
  private static final long DEFAULT_MAX_CHUNK = 4 << 20;
  private static final long LEAST_CHUNK = 1 << 10;

  private static final Set<Capability> FORWARDED =
      EnumSet.of(Capability.THREAD_SAFE, Capability.NATIVE, Capability.SCOPES);
  private static final Set<Capability> OWN =
      EnumSet.of(
          Capability.IN_PLACE,
          Capability.COUNTS,
          Capability.RESERVED,
          Capability.RESET,
          Capability.MARK);

  /** Creates the provider; called by {@link java.util.ServiceLoader}. */
  public ArenaProvider() {}

  @Override
  public String name() {
    return "arena";
  }

  @Override
  public boolean needsUpstream() {
    return true;
  }

  @Override
  public Map<String, Option> options() {
    return Map.of(
        "chunk", new Option("64k", "Bytes of a thread's first chunk; each further one doubles."),
        "maxChunk", new Option("4m", "Bytes up to which chunks grow; four times that is retained."),
        "safe", new Option("false", "Whether blocks of an ended epoch throw on access."));
  }

  @Override
  public Allocator create(AllocatorConfig config) {
    long chunk = config.bytes("chunk", DEFAULT_CHUNK);
    long maxChunk = config.bytes("maxChunk", Math.max(chunk, DEFAULT_MAX_CHUNK));
    boolean safe = config.flag("safe", false);
    if (chunk < LEAST_CHUNK || maxChunk < chunk) {
      throw new AllocatorLookupException(
          "alloc.arena.chunk=%d and alloc.arena.maxChunk=%d do not fit: at least %d, and not falling"
              .formatted(chunk, maxChunk, LEAST_CHUNK));
    }
    Allocator upstream = config.upstream();
    Set<Capability> below = upstream.capabilities();
    if (safe && !below.contains(Capability.SCOPES)) {
      throw new AllocatorLookupException(
          "alloc.arena.safe=true needs blocks with a scope, and '%s' has none"
              .formatted(upstream.name()));
    }
    return assemble(upstream, ArenaLimits.of(chunk, maxChunk, upstream), safe);
  }

  private static Allocator assemble(Allocator upstream, ArenaLimits limits, boolean safe) {
    EnumSet<Capability> capabilities = EnumSet.copyOf(upstream.capabilities());
    capabilities.retainAll(FORWARDED);
    capabilities.addAll(OWN);
    Epoch epoch = new Epoch(safe, upstream.capabilities().contains(Capability.THREAD_SAFE));
    ArenaParts parts = ArenaParts.over(upstream, limits, epoch);
    return new ArenaAllocator(
        upstream,
        parts,
        parts.owners(),
        epoch,
        upstream.maxAlignment(),
        upstream.maxByteSize(),
        capabilities.contains(Capability.SCOPES),
        capabilities.contains(Capability.NATIVE),
        Set.copyOf(capabilities),
        "arena+" + upstream.name());
  }
}
