package dev.alloc.system.guard;

import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider.Option;
import dev.alloc.Capability;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** The options of {@code system} about guard pages, and the allocator that they ask for. */
public final class GuardOptions {
  private static final String GUARD = "guard";
  private static final String KEEP = "guardKeep";
  private static final String SAMPLE = "guardSample";
  private static final String NONE = "none";
  private static final String PAGE = "page";
  private static final int NOT_SET = -1;
  private static final long LEAST_KEEP = 1L << 20;
  private static final long DEFAULT_KEEP = 64L << 20;

  private GuardOptions() {}

  /**
   * Returns the options.
   *
   * @return descriptions by name
   */
  public static Map<String, Option> options() {
    return Map.of(
        GUARD,
        new Option(
            NONE,
            "'page' puts the end of each block against a page without access, so that native code"
                + " that leaves it is stopped; a mapping and two system calls a block."),
        KEEP,
        new Option(
            "64m",
            "Bytes of addresses, without memory, that freed guarded blocks keep so that late"
                + " accesses are stopped; 0, or from 1m."),
        SAMPLE,
        new Option("1", "Guards one block of so many, drawn at random."));
  }

  /**
   * Returns the allocator that the options ask for.
   *
   * @param config the options
   * @param plain serves what is not guarded; given to the caller's allocator if that guards
   * @param library where {@code plain} gets its memory if the user named a library, else empty
   * @return {@code plain}, or an allocator over it that guards blocks
   * @throws AllocatorLookupException if the options are wrong, contradict each other or cannot be
   *     met on this platform; the message says why
   */
  public static Allocator apply(AllocatorConfig config, Allocator plain, String library) {
    String guard = config.text(GUARD, NONE);
    int sample = config.integer(SAMPLE, NOT_SET);
    long keep = config.bytes(KEEP, NOT_SET);
    if (guard.equals(NONE)) {
      refuseWithoutGuard(SAMPLE, sample);
      refuseWithoutGuard(KEEP, keep);
      return plain;
    }
    if (!guard.equals(PAGE)) {
      throw new AllocatorLookupException(
          "alloc.system.guard=%s is neither '%s' nor '%s'".formatted(guard, NONE, PAGE));
    }
    sample = sample == NOT_SET ? 1 : sample;
    keep = keep == NOT_SET ? DEFAULT_KEEP : keep;
    verify(sample, keep, library);
    return guarded(plain, sample, keep);
  }

  private static void refuseWithoutGuard(String key, long value) {
    if (value != NOT_SET) {
      throw new AllocatorLookupException(
          "alloc.system.%s=%d is about guard pages; set alloc.system.guard=page too"
              .formatted(key, value));
    }
  }

  private static void verify(int sample, long keep, String library) {
    if (sample == 0) {
      throw new AllocatorLookupException(
          "alloc.system.guardSample=0 is no number of blocks; 1 guards each, 100 one of a hundred");
    }
    if (keep != 0 && keep < LEAST_KEEP) {
      throw new AllocatorLookupException(
          "alloc.system.guardKeep=%d is too small to keep anything: 0, or at least 1m"
              .formatted(keep));
    }
    if (sample == 1 && !library.isEmpty()) {
      throw new AllocatorLookupException(
          "alloc.system.guard=page takes every block from the operating system and none from"
              + " alloc.system.library="
              + library
              + ". Leave one out, or guard only some blocks (alloc.system.guardSample=100).");
    }
  }

  private static Allocator guarded(Allocator plain, int sample, long keep) {
    Mappings mappings = Mappings.ofThisProcess();
    Guards guards =
        new Guards(
            plain.name(),
            new GuardedMemory(
                mappings,
                MappingBudget.ofThisProcess(),
                new BlocksByAddress(),
                new FreedBlocks(keep)));
    // Sizes, alignments and three pages are added up; the plain allocator leaves room for the first
    // two.
    long maxByteSize = plain.maxByteSize() - 3L * mappings.pageSize();
    return new GuardedAllocator(
        plain, guards, sample, capabilities(plain, sample, keep), maxByteSize, new AtomicBoolean());
  }

  /** Only where each block is guarded is it known what is none. */
  private static Set<Capability> capabilities(Allocator plain, int sample, long keep) {
    Set<Capability> capabilities = EnumSet.copyOf(plain.capabilities());
    if (sample == 1) {
      capabilities.add(Capability.DETECTS_INVALID_FREE);
      if (keep > 0) {
        capabilities.add(Capability.DETECTS_DOUBLE_FREE);
        capabilities.add(Capability.HOLDS_FREED);
      }
    }
    return Set.copyOf(capabilities);
  }
}
