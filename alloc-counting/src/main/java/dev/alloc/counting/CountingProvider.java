package dev.alloc.counting;

import com.google.auto.service.AutoService;
import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import java.util.Map;

/** Provides {@code counting}, which counts live blocks and bytes. */
@AutoService(AllocatorProvider.class)
@SuppressWarnings("exports") // the annotation is for the compiler only
public final class CountingProvider implements AllocatorProvider {
  private static final String LIMIT = "limit";
  private static final String MBEAN = "mbean";
  private static final String PEAK = "peak";
  private static final long NO_LIMIT = -1;

  /** Creates the provider. */
  public CountingProvider() {}

  @Override
  public String name() {
    return CountingAllocator.NAME;
  }

  @Override
  public boolean needsUpstream() {
    return true;
  }

  @Override
  public Map<String, Option> options() {
    return Map.of(
        LIMIT,
        new Option(
            "none",
            "Most bytes that may be live at once; a request beyond fails."
                + " Costs an atomic instruction on a shared word per call."),
        MBEAN,
        new Option(
            "false",
            "Whether to register an MXBean dev.alloc:type=Counting,name=NAME until close."),
        PEAK,
        new Option(
            "false",
            "Whether to know the largest number of live bytes."
                + " Costs an atomic instruction on a shared word per call."));
  }

  /**
   * Creates a counting allocator over the one below.
   *
   * @throws AllocatorLookupException if the option {@code mbean} is set and there is no module
   *     java.management
   */
  @Override
  public Allocator create(AllocatorConfig config) {
    long limit = config.bytes(LIMIT, NO_LIMIT);
    Peak peak = config.flag(PEAK, false) ? new Peak() : null;
    boolean mbean = config.flag(MBEAN, false);
    if (mbean && !OptionalModules.isPresent("java.management")) {
      throw new AllocatorLookupException(
          "alloc.counting.mbean=true needs the module java.management;"
              + " start java with --add-modules java.management");
    }
    CountingAllocator allocator =
        CountingAllocator.over(
            config.upstream(), peak, limit == NO_LIMIT ? null : new ByteLimit(limit));
    if (mbean) {
      Management.register(allocator);
    }
    if (OptionalModules.isPresent("jdk.jfr")) {
      FlightRecording.watch(allocator);
    }
    return allocator;
  }
}
