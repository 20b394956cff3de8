package dev.alloc.cli.misuse.run;

import dev.alloc.cli.memcheck.BlockHistory;
import dev.alloc.cli.memcheck.Finding;
import dev.alloc.cli.memcheck.JavaSite;
import dev.alloc.cli.memcheck.Valgrind;
import dev.alloc.cli.memcheck.XmlReport;
import dev.alloc.cli.misuse.Expected;
import dev.alloc.cli.misuse.Misuse;
import dev.alloc.cli.misuse.Mode;
import dev.alloc.cli.misuse.Sighting;
import dev.alloc.cli.misuse.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs under memcheck, each at several sizes in one JVM, which takes seconds to start: to
 * memcheck errors that came through the same functions are one, which counts them.
 *
 * @param valgrind the one that is installed
 * @param seed of all that is left to chance
 */
public record MemcheckRun(Valgrind valgrind, long seed) {
  private static final String LEAK = "Leak";

  /**
   * Runs a program at all its sizes.
   *
   * @param program the program
   * @return what was seen at each size
   */
  public Map<Run, Sighting> play(Misuse program) {
    Map<Expected, List<Run>> together = new LinkedHashMap<>();
    for (long byteSize : program.sizes()) {
      together
          .computeIfAbsent(program.expected(Mode.MEMCHECK, byteSize), _ -> new ArrayList<>())
          .add(new Run(program, byteSize));
    }
    Map<Run, Sighting> seen = new HashMap<>();
    for (List<Run> runs : together.values()) {
      Sighting sighting = play(program, runs);
      runs.forEach(run -> seen.put(run, sighting));
    }
    return seen;
  }

  private Sighting play(Misuse program, List<Run> runs) {
    try {
      Path folder = Files.createTempDirectory("alloc-misuse");
      try {
        return play(program, runs, folder);
      } finally {
        for (String name : List.of("memcheck.xml", "jvm.supp", "blocks.log")) {
          Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("valgrind cannot be started", e);
    }
  }

  private Sighting play(Misuse program, List<Run> runs, Path folder) throws IOException {
    Path xml = folder.resolve("memcheck.xml");
    Path suppressions = folder.resolve("jvm.supp");
    Path log = folder.resolve("blocks.log");
    Valgrind.writeSuppressions(suppressions);
    boolean tracks = program.spec(Mode.MEMCHECK).equals("tracking");
    List<String> command = new ArrayList<>(valgrind.prefix(xml, suppressions, tracks, List.of()));
    command.add(ProgramJvm.java());
    command.addAll(Valgrind.jvmOptions(true));
    command.add("-Dalloc.tracking.log=" + log);
    command.addAll(ProgramJvm.javaOptions());
    command.add(Mode.MEMCHECK.name());
    command.add(Long.toString(seed));
    runs.forEach(run -> command.add(run.toString()));
    List<Sighting> fromWithin = fromWithin(command);
    return sighting(runs, XmlReport.read(xml), BlockHistory.read(log), fromWithin);
  }

  private static List<Sighting> fromWithin(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return printed
          .lines()
          .filter(line -> line.startsWith(ProgramMain.SEEN))
          .map(line -> Sighting.read(line.substring(ProgramMain.SEEN.length())))
          .toList();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("ended while valgrind was running", e);
    }
  }

  private static Sighting sighting(
      List<Run> runs, XmlReport report, BlockHistory history, List<Sighting> fromWithin) {
    Run first = runs.getFirst();
    Misuse program = first.program();
    int sizes = runs.size();
    List<Finding> findings =
        report.findings().stream().filter(each -> isExpected(each, first)).toList();
    if (findings.isEmpty()) {
      return ofAll(fromWithin, sizes);
    }
    String kind = findings.getFirst().isLeak() ? LEAK : findings.getFirst().kind();
    long count = findings.stream().mapToLong(each -> each.isLeak() ? sizes : each.count()).sum();
    String wrong =
        count < sizes
            ? "%d of %d sizes".formatted(count, sizes)
            : program.spec(Mode.MEMCHECK).equals("tracking")
                ? wrongLine(program, findings.getFirst(), history)
                : "";
    return new Sighting(kind, Step.END, wrong);
  }

  /** Leaks count where they are what is looked for: other programs end in the middle. */
  private static boolean isExpected(Finding finding, Run run) {
    boolean forLeaks = run.program().expected(Mode.MEMCHECK, run.byteSize()).what().equals(LEAK);
    return finding.isLeak() == forLeaks;
  }

  /** If memcheck saw nothing, the program may have; the same at all sizes, or it is chance. */
  private static Sighting ofAll(List<Sighting> fromWithin, int sizes) {
    if (fromWithin.size() < sizes) {
      return new Sighting("the JVM ended", null, "");
    }
    Sighting first = fromWithin.getFirst();
    boolean read = first.what().startsWith("0x"); // what it read is not what memcheck says of it
    return read || fromWithin.stream().anyMatch(each -> !each.equals(first))
        ? Sighting.nothing()
        : first;
  }

  private static String wrongLine(Misuse program, Finding finding, BlockHistory history) {
    if (finding.isLeak()) {
      return history.liveSites().stream().anyMatch(site -> isOf(site, program))
          ? ""
          : "tracking knows no leak of the program";
    }
    var block = finding.block();
    @Nullable JavaSite allocated =
        block == null
            ? null
            : history
                .find(block.address(), block.byteSize())
                .map(BlockHistory.Life::allocated)
                .orElse(null);
    return allocated != null && isOf(allocated, program)
        ? ""
        : "the block's line is not the program's";
  }

  private static boolean isOf(JavaSite site, Misuse program) {
    return !site.frames().isEmpty() && site.frames().getFirst().contains(program.method() + '(');
  }
}
