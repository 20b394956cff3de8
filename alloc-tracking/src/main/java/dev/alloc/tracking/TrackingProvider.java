package dev.alloc.tracking;

import com.google.auto.service.AutoService;
import dev.alloc.Allocator;
import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorLookupException;
import dev.alloc.AllocatorProvider;
import dev.alloc.tracking.log.BlockLog;
import dev.alloc.tracking.recording.FlightRecording;
import dev.alloc.tracking.site.Sampling;
import dev.alloc.tracking.stack.Walkers;
import java.util.Map;

/** Provides {@code tracking}, which records who allocated what is live. */
@AutoService(AllocatorProvider.class)
@SuppressWarnings("exports") // the annotation is for the compiler only
public final class TrackingProvider implements AllocatorProvider {
  private static final String DEPTH = "depth";
  private static final String FORMAT = "format";
  private static final String FREES = "frees";
  private static final String LOG = "log";
  private static final String MEMORY = "memory";
  private static final String REPORT = "report";
  private static final String SAMPLE = "sample";
  private static final String WALKER = "walker";
  private static final int DEFAULT_DEPTH = 8;
  private static final String NONE = "none";

  /** Creates the provider. */
  public TrackingProvider() {}

  @Override
  public String name() {
    return TrackingAllocator.NAME;
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
            "How many stack frames to record of each allocation. 0 is many times faster."),
        FORMAT,
        new Option("text", "Of the report at exit: text or json."),
        FREES,
        new Option(
            "0",
            "How many stack frames to record of each free, for reports of double frees."
                + " Costs as much as those of an allocation."),
        LOG,
        new Option(
            NONE,
            "A file for a line about each block's beginning and end, for tools that know addresses"
                + " only. Costs a system call each."),
        MEMORY,
        new Option(
            NONE,
            "Most bytes that the table of blocks may take; a request that cannot be recorded"
                + " fails."),
        REPORT,
        new Option(
            NONE,
            "A file to write what is live to when the JVM exits, or - for standard error, where"
                + " nothing is written if nothing is live."),
        SAMPLE,
        new Option(
            "0",
            "If above 0, only blocks are recorded that contain one of the bytes drawn, one in so"
                + " many; all figures are estimates then."),
        WALKER,
        new Option(
            Walkers.AUTO,
            "Who looks at stacks: async, which relies on what HotSpot has for profilers, jvmti,"
                + " stackwalker, or auto: the first of these that may be had and was tried for long"
                + " on such a machine. The first two need native access."));
  }

  /**
   * Creates a tracking allocator over the one below.
   *
   * @throws AllocatorLookupException if the option {@code format} is neither text nor json, there
   *     is no such {@code walker} or this JVM does not allow it, or there cannot be a file as
   *     {@code log} names
   */
  @Override
  public Allocator create(AllocatorConfig config) {
    ReportFormat format = format(config.text(FORMAT, "text"));
    String report = config.text(REPORT, NONE);
    long sample = config.bytes(SAMPLE, 0);
    String walker = config.text(WALKER, Walkers.AUTO);
    Records records =
        Records.of(
            Walkers.named(walker, config.integer(DEPTH, DEFAULT_DEPTH)),
            Walkers.named(walker, config.integer(FREES, 0)),
            sample == 0 ? null : new Sampling(sample),
            config.bytes(MEMORY, Long.MAX_VALUE));
    TrackingAllocator allocator = TrackingAllocator.over(upstream(config), records);
    FlightRecording.watch(allocator, TrackingSnapshot::reportIfOpen);
    if (!report.equals(NONE)) {
      ExitReports.add(allocator, new ExitReports.Target(report, format));
    }
    return allocator;
  }

  private static Allocator upstream(AllocatorConfig config) {
    String log = config.text(LOG, NONE);
    return log.equals(NONE)
        ? config.upstream()
        : BlockLog.over(config.upstream(), log, config.integer(DEPTH, DEFAULT_DEPTH));
  }

  private static ReportFormat format(String text) {
    for (ReportFormat format : ReportFormat.values()) {
      if (format.optionValue().equals(text)) {
        return format;
      }
    }
    throw new AllocatorLookupException(
        "alloc.tracking.format=%s is not a format. Formats: json, text.".formatted(text));
  }
}
