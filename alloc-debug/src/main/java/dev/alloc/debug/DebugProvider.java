package dev.alloc.debug;

import com.google.auto.service.AutoService;
import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import dev.alloc.Capability;
import dev.alloc.debug.fault.Reaction;
import java.util.Map;

/** Provides {@code debug}, which finds misuse of memory. */
@AutoService(AllocatorProvider.class)
@SuppressWarnings("exports") // the annotation is for the compiler only
public final class DebugProvider implements AllocatorProvider {
  private static final String DEPTH = "depth";
  private static final String MEMORY = "memory";
  private static final String ON_FAULT = "onFault";
  private static final String QUARANTINE = "quarantine";
  private static final String UAF = "uaf";
  private static final String ZERO_ON_FREE = "zeroOnFree";
  private static final int DEFAULT_DEPTH = 8;
  private static final long DEFAULT_QUARANTINE = 16L << 20;
  private static final String DEFAULT_REACTION = "throw";
  private static final String BY_FILLING = "fill";
  private static final String BY_SCOPE = "scope";

  /** Creates the provider. */
  public DebugProvider() {}

  @Override
  public String name() {
    return DebugAllocator.NAME;
  }

  @Override
  public boolean needsUpstream() {
    return true;
  }

  @Override
  public Map<String, Option> options() {
    return Map.of(
        DEPTH,
        new Option(
            Integer.toString(DEFAULT_DEPTH),
            "How many stack frames to record of each allocation and free. 0 is many times faster."),
        MEMORY,
        new Option(
            "none",
            "Most bytes that the records of blocks may take; a request that cannot be recorded"
                + " fails."),
        ON_FAULT,
        new Option(
            DEFAULT_REACTION,
            "What to do about a misuse: throw it, report it to standard error and go on, or report"
                + " it and abort the process."),
        QUARANTINE,
        new Option(
            "16m",
            "How many bytes of freed blocks to hold back, half of them for large blocks; at most an"
                + " eighth of the largest block below."),
        UAF,
        new Option(
            BY_FILLING,
            "How uses after free are found: by filling, or by a scope for each block, so that the"
                + " very access throws; each free then costs tens of microseconds."),
        ZERO_ON_FREE,
        new Option(
            "false",
            "Whether freed bytes are filled with zeros instead of 0xDD, for programs that hold"
                + " secrets."));
  }

  /**
   * Creates a debugging allocator over the one below.
   *
   * @throws AllocatorLookupException if the option {@code onFault} is neither throw, report nor
   *     abort, or {@code uaf} neither fill nor scope, or scope where blocks cannot have one
   */
  @Override
  public Allocator create(AllocatorConfig config) {
    DebugOptions options =
        new DebugOptions(
            config.integer(DEPTH, DEFAULT_DEPTH),
            config.bytes(QUARANTINE, DEFAULT_QUARANTINE),
            config.bytes(MEMORY, Long.MAX_VALUE),
            reaction(config.text(ON_FAULT, DEFAULT_REACTION)),
            scoped(config.text(UAF, BY_FILLING)),
            config.flag(ZERO_ON_FREE, false));
    Allocator upstream = config.upstream();
    if (options.scoped() && !upstream.capabilities().contains(Capability.SCOPES)) {
      throw new AllocatorLookupException(
          """
          alloc.debug.uaf=scope gives each block a scope of its own, and those of '%s' cannot have \
          one. Leave the option out, or put debug over native memory, such as 'debug+system'.\
          """
              .formatted(upstream.name()));
    }
    return DebugAllocator.over(upstream, options);
  }

  private static boolean scoped(String text) {
    return switch (text) {
      case BY_FILLING -> false;
      case BY_SCOPE -> true;
      default ->
          throw new AllocatorLookupException(
              "alloc.debug.uaf=%s is not a way to find uses after free. Ways: fill, scope."
                  .formatted(text));
    };
  }

  private static Reaction reaction(String text) {
    return switch (text) {
      case "throw" -> Reaction.THROW;
      case "report" -> Reaction.REPORT;
      case "abort" -> Reaction.ABORT;
      default ->
          throw new AllocatorLookupException(
              "alloc.debug.onFault=%s is not a reaction. Reactions: abort, report, throw."
                  .formatted(text));
    };
  }
}
