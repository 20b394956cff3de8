package dev.alloc.cli.misuse.run;

import dev.alloc.cli.misuse.Mode;
import dev.alloc.cli.misuse.Sighting;
import dev.alloc.cli.misuse.Step;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts JVMs that run programs, another one whenever one was ended by its program.
 *
 * @param seed of all that is left to chance
 */
public record ProgramJvm(long seed) {

  /**
   * Runs programs.
   *
   * @param mode how errors are looked for, from within the JVM
   * @param runs the runs
   * @param onRun is told of each that has ended
   * @return what was seen in each
   */
  public Map<Run, Sighting> run(Mode mode, List<Run> runs, Consumer<Run> onRun) {
    Map<Run, Sighting> seen = new LinkedHashMap<>();
    List<Run> left = new ArrayList<>(runs);
    while (!left.isEmpty()) {
      Transcript transcript = play(mode, left.stream().map(Run::toString).toList());
      for (Sighting sighting : transcript.seen()) {
        Run ended = left.removeFirst();
        seen.put(ended, sighting);
        onRun.accept(ended);
      }
      if (!left.isEmpty()) {
        Run ended = left.removeFirst();
        seen.put(ended, transcript.end(ended));
        onRun.accept(ended);
      }
    }
    return seen;
  }

  /**
   * Makes operations without errors.
   *
   * @param mode how errors are looked for
   * @param above {@code arena} or nothing
   * @param operations how many
   * @return nothing, or the false alarm
   */
  public Sighting correctUse(Mode mode, String above, int operations) {
    String argument = operations + (above.isEmpty() ? "" : "+" + above);
    List<Sighting> seen = play(mode, List.of(argument)).seen();
    return seen.isEmpty() ? new Sighting("the JVM ended", null, "") : seen.getFirst();
  }

  /** What a JVM said, and what it left. */
  private record Transcript(List<Sighting> seen, @Nullable Step last, int exitCode, String log) {

    /** What is to be said of the program that ended the JVM. */
    Sighting end(Run run) {
      boolean signal = log.contains("SIGSEGV");
      boolean named = log.contains(run.program().method() + '(');
      return new Sighting(
          signal ? "SIGSEGV" : "exit code " + exitCode,
          last,
          named ? "" : "the crash log does not name the program");
    }
  }

  private Transcript play(Mode mode, List<String> arguments) {
    try {
      Path folder = Files.createTempDirectory("alloc-misuse");
      Path log = folder.resolve("crash-log");
      try {
        return transcript(command(log, mode, arguments), log);
      } finally {
        Files.deleteIfExists(log);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("no JVM can be started", e);
    }
  }

  private static Transcript transcript(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Thread hook = new Thread(process::destroyForcibly, "end the programs");
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      Runtime.getRuntime().addShutdownHook(hook);
      List<Sighting> seen = new ArrayList<>();
      @Nullable Step last = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(ProgramMain.SEEN)) {
          seen.add(Sighting.read(line.substring(ProgramMain.SEEN.length())));
        } else if (line.startsWith(ProgramMain.STEP)) {
          last = Step.valueOf(line.substring(ProgramMain.STEP.length()));
        } else if (line.startsWith(ProgramMain.BEGIN)) {
          last = Step.ALLOCATE;
        }
      }
      int exitCode = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(hook);
      return new Transcript(seen, last, exitCode, Files.exists(log) ? Files.readString(log) : "");
    } catch (InterruptedException | IllegalStateException e) { // ended just now
      process.destroyForcibly();
      throw new IllegalStateException("ended while programs were running", e);
    }
  }

  private List<String> command(Path log, Mode mode, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.add("-XX:ErrorFile=" + log);
    command.add("-XX:-CreateCoredumpOnCrash");
    command.addAll(javaOptions());
    command.add(mode.name());
    command.add(Long.toString(seed));
    command.addAll(arguments);
    return command;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** What every such JVM needs; a class path, for a crash on the module path names modules too. */
  static List<String> javaOptions() {
    String path =
        System.getProperty("java.class.path", "")
            + File.pathSeparator
            + System.getProperty("jdk.module.path", "");
    return List.of(
        "--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp", path, ProgramMain.class.getName());
  }
}
