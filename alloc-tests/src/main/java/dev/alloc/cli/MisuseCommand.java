package dev.alloc.cli;

import dev.alloc.cli.memcheck.Valgrind;
import dev.alloc.cli.misuse.Misuse;
import dev.alloc.cli.misuse.Mode;
import dev.alloc.cli.misuse.Programs;
import dev.alloc.cli.misuse.Sighting;
import dev.alloc.cli.misuse.run.MarkedPart;
import dev.alloc.cli.misuse.run.MemcheckRun;
import dev.alloc.cli.misuse.run.MisuseTable;
import dev.alloc.cli.misuse.run.Observations;
import dev.alloc.cli.misuse.run.ProgramJvm;
import dev.alloc.cli.misuse.run.Run;
import dev.alloc.cli.request.BadInputException;
import dev.alloc.cli.request.WritableFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the programs that misuse memory, and compares what is seen with what is declared. */
@Command(
    name = "misuse",
    description = {
      "Runs programs that misuse memory under each way of looking for that, at several sizes.",
      "What is seen is compared with what is declared: kind, moment and lines. Then operations"
          + " without errors are made, in which nothing may be seen.",
      "",
      "Exit codes: 0 all as declared, 1 something else was seen."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Example: ./alloc misuse --no-valgrind --programs 'write.*'"})
final class MisuseCommand implements Callable<Integer> {
  @Option(
      names = "--programs",
      paramLabel = "REGEX",
      description = "Only programs whose whole name it matches.")
  private String programs = ".*";

  @Option(names = "--no-valgrind", description = "Leaves Valgrind out, which takes minutes.")
  private boolean noValgrind;

  @Option(
      names = "--operations",
      paramLabel = "N",
      description = "Operations without errors in each mode; a million by default, 0 for none.")
  private int operations = 1_000_000;

  @Option(names = "--seed", paramLabel = "N", description = "Repeats the run that printed it.")
  private @Nullable Long givenSeed;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Writes the table into the marked part of that page instead of printing it.")
  private @Nullable Path page;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    Path target = page;
    if (target != null) {
      WritableFile.require("--write", target);
    }
    if (operations < 0) {
      throw new BadInputException("--operations %d: give a number from 0.".formatted(operations));
    }
    List<Misuse> selected =
        Programs.all().stream().filter(program -> program.name().matches(programs)).toList();
    if (selected.isEmpty()) {
      throw new BadInputException("--programs %s matches none.".formatted(programs));
    }
    long seed = givenSeed == null ? new SplittableRandom().nextLong() >>> Integer.SIZE : givenSeed;
    PrintWriter out = command.commandLine().getOut();
    out.println("seed " + seed);
    out.flush();
    Observations observations = observe(selected, seed);
    List<String> wrong = new ArrayList<>(observations.surprises());
    if (target == null) {
      out.print(MisuseTable.of(observations));
    } else {
      MarkedPart.replace(target, MisuseTable.of(observations));
    }
    for (Mode mode : Mode.values()) {
      out.printf("%s: %d runs found their error%n", mode.title(), observations.found(mode));
    }
    wrong.addAll(falseAlarms(seed, out));
    wrong.forEach(out::println);
    out.flush();
    return wrong.isEmpty() ? 0 : 1;
  }

  private Observations observe(List<Misuse> selected, long seed) {
    Observations observations = new Observations();
    ProgramJvm jvm = new ProgramJvm(seed);
    for (Mode mode : List.of(Mode.DEBUG, Mode.SCOPE, Mode.GUARD)) {
      List<Run> runs = new ArrayList<>();
      for (Misuse program : selected) {
        program.sizes().stream()
            .filter(byteSize -> program.expected(mode, byteSize).isCertain())
            .forEach(byteSize -> runs.add(new Run(program, byteSize)));
      }
      observations.add(mode, jvm.run(mode, runs, run -> progress(mode, run.toString())));
    }
    if (noValgrind) {
      observations.missing(Mode.MEMCHECK, "--no-valgrind");
    } else {
      underValgrind(selected, seed, observations);
    }
    return observations;
  }

  private void underValgrind(List<Misuse> selected, long seed, Observations observations) {
    MemcheckRun memcheck;
    try {
      memcheck = new MemcheckRun(Valgrind.installed(), seed);
    } catch (BadInputException notInstalled) {
      observations.missing(Mode.MEMCHECK, String.valueOf(notInstalled.getMessage()));
      progress(Mode.MEMCHECK, String.valueOf(notInstalled.getMessage()));
      return;
    }
    for (Misuse program : selected) {
      if (program.expected(Mode.MEMCHECK, program.sizes().getFirst()).isCertain()) {
        observations.add(Mode.MEMCHECK, memcheck.play(program));
        progress(Mode.MEMCHECK, program.name());
      }
    }
  }

  private List<String> falseAlarms(long seed, PrintWriter out) {
    List<String> alarms = new ArrayList<>();
    if (operations == 0) {
      return alarms;
    }
    ProgramJvm jvm = new ProgramJvm(seed);
    for (Mode mode : List.of(Mode.DEBUG, Mode.SCOPE, Mode.GUARD)) {
      for (String above : mode.recordsSites() ? List.of("", "arena") : List.of("")) {
        Sighting seen = jvm.correctUse(mode, above, operations);
        String title = above.isEmpty() ? mode.title() : mode.title() + " over " + above;
        out.printf("%s: %,d operations without an error, seen: %s%n", title, operations, seen);
        out.flush();
        if (!seen.equals(Sighting.nothing())) {
          alarms.add("%s: a false alarm: %s".formatted(title, seen));
        }
      }
    }
    return alarms;
  }

  private void progress(Mode mode, String what) {
    PrintWriter err = command.commandLine().getErr();
    err.printf("%s: %s%n", mode.title(), what);
    err.flush();
  }
}
