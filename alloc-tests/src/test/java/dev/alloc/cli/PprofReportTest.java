package dev.alloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alloc.tracking.ReportFormat;
import dev.alloc.tracking.TrackedSite;
import dev.alloc.tracking.TrackedUsage;
import dev.alloc.tracking.TrackingSnapshot;
import io.opentelemetry.proto.profiles.v1experimental.Function;
import io.opentelemetry.proto.profiles.v1experimental.Line;
import io.opentelemetry.proto.profiles.v1experimental.Location;
import io.opentelemetry.proto.profiles.v1experimental.Profile;
import io.opentelemetry.proto.profiles.v1experimental.Sample;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A profile for pprof")
class PprofReportTest {
  @TempDir private Path folder;

  @Test
  @DisplayName(
      "has the figures of a heap profile of Go, in its order, and the live bytes as default")
  void types() {
    LeakyProgram.run(
        snapshot -> {
          Profile profile = profile(snapshot);
          assertEquals(
              List.of(
                  "alloc_objects/count",
                  "alloc_space/bytes",
                  "inuse_objects/count",
                  "inuse_space/bytes"),
              profile.getSampleTypeList().stream()
                  .map(type -> text(profile, type.getType()) + '/' + text(profile, type.getUnit()))
                  .toList());
          assertEquals("inuse_space", text(profile, profile.getDefaultSampleType()));
          assertEquals("", profile.getStringTable(0));
          assertEquals(1, profile.getPeriod());
        });
  }

  @Test
  @DisplayName("has every site with its stack, thread and title")
  void sites() {
    LeakyProgram.run(
        snapshot -> {
          Profile profile = profile(snapshot);
          assertEquals(
              snapshot.sites().stream().map(PprofReportTest::describe).toList(),
              profile.getSampleList().stream().map(sample -> describe(profile, sample)).toList());
        });
  }

  @Test
  @DisplayName("says that it is an estimate, and of what")
  void estimate() {
    LeakyProgram.run(
        snapshot -> {
          Profile profile = profile(snapshot);
          assertEquals(16, profile.getPeriod());
          assertTrue(text(profile, profile.getComment(0)).contains("estimates, one byte in 16"));
        },
        "tracking.sample",
        "16");
  }

  @Test
  @DisplayName("is understood by 'go tool pprof', where there is one")
  void goToolPprof() {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "go"))),
        "there is no command 'go' on PATH");
    LeakyProgram.run(
        snapshot -> {
          Executed top = pprof(convert(snapshot), "-top", "-unit=B", "-nodecount=1000");
          assertTrue(top.out().contains("Type: inuse_space"), top.out());
          assertTrue(
              top.out().contains("of %dB total".formatted(snapshot.total().liveBytes())),
              top.out());
          String leak = LeakyProgram.class.getName() + ".leak";
          assertTrue(
              top.out().lines().anyMatch(line -> line.matches(" +6000B .* " + leak)), top.out());
          Executed tags = pprof(convert(snapshot), "-tags");
          assertTrue(tags.out().contains("other; thread"), tags.out());
        });
  }

  private Executed pprof(Path profile, String... options) {
    String[] command = new String[options.length + 4];
    command[0] = "go";
    command[1] = "tool";
    command[2] = "pprof";
    System.arraycopy(options, 0, command, 3, options.length);
    command[command.length - 1] = profile.toString();
    try {
      Executed executed = Script.of(command).with("HOME", folder.toString()).run();
      assertEquals(0, executed.exitCode(), executed.err());
      return executed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while pprof was running", e);
    }
  }

  private static String describe(TrackedSite site) {
    TrackedUsage usage = site.usage();
    String frames =
        site.stack().stream()
            .map(
                frame ->
                    "%s.%s(%s:%d)"
                        .formatted(
                            frame.getClassName(),
                            frame.getMethodName(),
                            frame.getFileName(),
                            Math.max(0, frame.getLineNumber())))
            .collect(Collectors.joining("\n"));
    return "%s%s\n%s %d '%s' %s"
        .formatted(
            frames,
            site.truncated() ? "\n[deeper frames not recorded](:0)" : "",
            site.threadName(),
            site.threadId(),
            site.title(),
            List.of(
                usage.allocations(),
                usage.allocatedBytes(),
                usage.liveBlocks(),
                usage.liveBytes()));
  }

  private static String describe(Profile profile, Sample sample) {
    Map<Long, Location> locations =
        profile.getLocationList().stream().collect(Collectors.toMap(Location::getId, each -> each));
    Map<Long, Function> functions =
        profile.getFunctionList().stream().collect(Collectors.toMap(Function::getId, each -> each));
    String frames =
        sample.getLocationIndexList().stream()
            .map(id -> Objects.requireNonNull(locations.get(id)).getLine(0))
            .map(
                line ->
                    describe(
                        profile,
                        line,
                        Objects.requireNonNull(functions.get(line.getFunctionIndex()))))
            .collect(Collectors.joining("\n"));
    AtomicReference<String> thread = new AtomicReference<>("");
    AtomicReference<String> title = new AtomicReference<>("");
    AtomicReference<Long> threadId = new AtomicReference<>(0L);
    sample
        .getLabelList()
        .forEach(
            label -> {
              switch (text(profile, label.getKey())) {
                case "thread" -> thread.set(text(profile, label.getStr()));
                case "title" -> title.set(text(profile, label.getStr()));
                case "thread_id" -> threadId.set(label.getNum());
                default -> assertEquals("tracking+system", text(profile, label.getStr()));
              }
            });
    return "%s\n%s %d '%s' %s"
        .formatted(frames, thread.get(), threadId.get(), title.get(), sample.getValueList());
  }

  private static String describe(Profile profile, Line line, Function function) {
    return "%s(%s%d)"
        .formatted(
            text(profile, function.getName()),
            function.getFilename() == 0 ? ":" : text(profile, function.getFilename()) + ':',
            line.getLine());
  }

  private static String text(Profile profile, long index) {
    return profile.getStringTable((int) index);
  }

  private Profile profile(TrackingSnapshot snapshot) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(convert(snapshot)))) {
      return Profile.parseFrom(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path convert(TrackingSnapshot snapshot) {
    Path json = folder.resolve("leak.json");
    Path profile = folder.resolve("leak.pb.gz");
    try {
      Files.writeString(json, snapshot.toText(ReportFormat.JSON));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Executed executed = Executed.of("report", json.toString(), "-o", profile.toString());
    assertEquals(0, executed.exitCode(), executed.err());
    return profile;
  }
}
