package dev.alloc.cli.report;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** Reads the JSON reports of {@code tracking}. Not thread safe. */
public final class ReportReader {
  private static final String FORMAT = "alloc-tracking";
  private static final long VERSION = 1;

  private final Map<Frame, Frame> frames = new HashMap<>(); // many sites, few frames

  private ReportReader() {}

  /**
   * Reads a report.
   *
   * @param file a file that {@code alloc.tracking.report} and {@code alloc.tracking.format=json}
   *     made, or {@code Tracking.write}
   * @return the report
   * @throws BadInputException if it is no such file, or of a version that this does not know
   */
  public static TrackingReport read(Path file) {
    Map<String, Object> members;
    try {
      members = JSON.std.mapFrom(Files.readString(file));
    } catch (IOException e) {
      throw new BadInputException(
          "%s cannot be read: %s; give a report of 'tracking' in JSON.".formatted(file, e), e);
    } catch (JacksonException e) {
      throw new BadInputException(
          "%s is not JSON: %s; a report of 'tracking' is made with -Dalloc.tracking.format=json."
              .formatted(file, e.getOriginalMessage()),
          e);
    }
    return new ReportReader().report(new JsonObject(file.toString(), members));
  }

  private TrackingReport report(JsonObject json) {
    if (!json.has("format") || !json.text("format").equals(FORMAT)) {
      throw new BadInputException(
          "%s is JSON, but no report of 'tracking': its format is not \"%s\"."
              .formatted(json.place(), FORMAT));
    }
    long version = json.number("version");
    if (version != VERSION) {
      throw new BadInputException(
          "%s has version %d; this reads version %d. Use the alloc it was made with."
              .formatted(json.place(), version, VERSION));
    }
    return new TrackingReport(
        json.place(), json.objects("allocators").stream().map(this::allocator).toList());
  }

  private AllocatorReport allocator(JsonObject json) {
    AllocatorReport report =
        new AllocatorReport(
            json.text("name"),
            json.number("sampleBytes"),
            json.objects("sites").stream().map(this::site).toList());
    JsonObject total = json.object("total");
    if (!usage(total).equals(report.total())) {
      throw new BadInputException(
          "%s is not the sum of the sites: it is %s, and they are %s. The file is damaged."
              .formatted(total.place(), usage(total), report.total()));
    }
    return report;
  }

  private Site site(JsonObject json) {
    List<Frame> stack = json.objects("stack").stream().map(this::frame).toList();
    return new Site(
        new Site.Place(
            stack,
            json.flag("truncated"),
            json.number("threadId"),
            json.text("threadName"),
            json.text("title")),
        usage(json));
  }

  private Frame frame(JsonObject json) {
    Frame frame =
        new Frame(
            json.optionalText("module"),
            json.text("class"),
            json.text("method"),
            json.optionalText("file"),
            json.has("line") ? (int) json.number("line") : Frame.NO_LINE);
    Frame known = frames.putIfAbsent(frame, frame);
    return known == null ? frame : known;
  }

  private static Usage usage(JsonObject json) {
    return new Usage(
        json.number("liveBlocks"),
        json.number("liveBytes"),
        json.number("allocations"),
        json.number("allocatedBytes"),
        json.number("reallocations"),
        json.number("peakBytes"),
        json.number("temporaryBlocks"),
        json.number("temporaryBytes"));
  }
}
