package dev.alloc.cli.convert;

import dev.alloc.cli.report.AllocatorReport;
import dev.alloc.cli.report.Frame;
import dev.alloc.cli.report.Site;
import dev.alloc.cli.report.TrackingReport;
import dev.alloc.cli.report.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;

/**
 * A heap profile as those of Go are: the same four figures in the same order, so that pprof picks
 * the live bytes and knows them all by name. Threads and titles are labels.
 */
final class PprofWriter {
  private static final String COUNT = "count";
  private static final String BYTES = "bytes";
  private static final String DEFAULT = "inuse_space";

  // The numbers of profile.proto.
  private static final int PROFILE_SAMPLE_TYPE = 1;
  private static final int PROFILE_SAMPLE = 2;
  private static final int PROFILE_PERIOD_TYPE = 11;
  private static final int PROFILE_PERIOD = 12;
  private static final int PROFILE_COMMENT = 13;
  private static final int PROFILE_DEFAULT_SAMPLE_TYPE = 14;
  private static final int VALUE_TYPE = 1;
  private static final int VALUE_UNIT = 2;
  private static final int SAMPLE_LOCATION = 1;
  private static final int SAMPLE_VALUE = 2;
  private static final int SAMPLE_LABEL = 3;
  private static final int LABEL_KEY = 1;
  private static final int LABEL_TEXT = 2;
  private static final int LABEL_NUMBER = 3;

  private final ProtoMessage profile = new ProtoMessage();
  private final PprofSymbols symbols = new PprofSymbols();

  private PprofWriter() {}

  static byte[] bytes(Subject subject) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(new PprofWriter().profile(subject.difference()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory was not written", e);
    }
    return bytes.toByteArray();
  }

  private byte[] profile(TrackingReport report) {
    profile
        .message(PROFILE_SAMPLE_TYPE, type("alloc_objects", COUNT))
        .message(PROFILE_SAMPLE_TYPE, type("alloc_space", BYTES))
        .message(PROFILE_SAMPLE_TYPE, type("inuse_objects", COUNT))
        .message(PROFILE_SAMPLE_TYPE, type(DEFAULT, BYTES))
        .number(PROFILE_DEFAULT_SAMPLE_TYPE, symbols.string(DEFAULT))
        .message(PROFILE_PERIOD_TYPE, type("space", BYTES))
        .number(PROFILE_PERIOD, Math.max(1, sampleBytes(report)));
    for (AllocatorReport allocator : report.allocators()) {
      String figures =
          allocator.isEstimate()
              ? "estimates, one byte in %d was sampled".formatted(allocator.sampleBytes())
              : "exact";
      profile.numbers(PROFILE_COMMENT, symbols.string(allocator.name() + ": " + figures));
      allocator.sites().forEach(site -> add(allocator.name(), site));
    }
    symbols.addTo(profile);
    return profile.bytes();
  }

  private static long sampleBytes(TrackingReport report) {
    return report.allocators().stream().mapToLong(AllocatorReport::sampleBytes).max().orElse(0);
  }

  private void add(String allocator, Site site) {
    Usage usage = site.usage();
    Site.Place place = site.place();
    ProtoMessage sample =
        new ProtoMessage()
            .numbers(SAMPLE_LOCATION, locations(place))
            .numbers(
                SAMPLE_VALUE,
                usage.allocations(),
                usage.allocatedBytes(),
                usage.liveBlocks(),
                usage.liveBytes())
            .message(SAMPLE_LABEL, label("allocator", allocator))
            .message(SAMPLE_LABEL, label("thread", place.threadName()));
    if (place.threadId() != Site.ANY_THREAD) {
      sample.message(
          SAMPLE_LABEL,
          new ProtoMessage()
              .number(LABEL_KEY, symbols.string("thread_id"))
              .number(LABEL_NUMBER, place.threadId()));
    }
    if (!place.title().isEmpty()) {
      sample.message(SAMPLE_LABEL, label("title", place.title()));
    }
    profile.message(PROFILE_SAMPLE, sample);
  }

  private long[] locations(Site.Place place) {
    LongStream frames = place.stack().stream().mapToLong(symbols::location);
    if (place.stack().isEmpty()) {
      return new long[] {symbols.location(Frame.standIn(CollapsedWriter.NO_STACK))};
    }
    return place.truncated()
        ? LongStream.concat(
                frames, LongStream.of(symbols.location(Frame.standIn(CollapsedWriter.TRUNCATED))))
            .toArray()
        : frames.toArray();
  }

  private ProtoMessage type(String type, String unit) {
    return new ProtoMessage()
        .number(VALUE_TYPE, symbols.string(type))
        .number(VALUE_UNIT, symbols.string(unit));
  }

  private ProtoMessage label(String key, String value) {
    return new ProtoMessage()
        .number(LABEL_KEY, symbols.string(key))
        .number(LABEL_TEXT, symbols.string(value));
  }
}
