package dev.alloc.cli;

import dev.alloc.cli.library.Malloc;
import dev.alloc.cli.request.Steps;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies real mallocs of C: the TCK, the interpreter suite, and Lua on each. */
@Command(
    name = "mallocs",
    description = {
      "Puts mallocs of C under 'system', and runs the TCK, the interpreter suite and Lua on each.",
      "Those that are not installed are fetched by this machine's apt into a folder and verified."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 all passed, 1 something failed, 2 a malloc cannot be had.",
      "Example: ./alloc mallocs mimalloc --scale 1"
    })
final class MallocsCommand implements Callable<Integer> {

  /** For jemalloc, whose thread-local memory glibc has room for only if told so at the start. */
  private static final String TUNABLES = "GLIBC_TUNABLES";

  private static final String TLS = "glibc.rtld.optional_static_tls=16384";

  @Option(
      names = "--rules",
      paramLabel = "N",
      description = "Chapters and rules of the TCK, ${DEFAULT-VALUE} by default.")
  private String rules = "1,2,3,4,5,12";

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description = "Of the volumes of the TCK, ${DEFAULT-VALUE} by default.")
  private double scale = 0.1;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Which: ${COMPLETION-CANDIDATES}; all by default.",
      completionCandidates = Names.class)
  private final List<String> names = new ArrayList<>();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    List<Malloc> mallocs =
        names.isEmpty()
            ? List.of(Malloc.values())
            : names.stream().map(Malloc::named).distinct().toList();
    Steps steps = new Steps(command.commandLine().getErr());
    List<String> table = new ArrayList<>();
    boolean failed = false;
    for (Malloc malloc : mallocs) {
      Path library = malloc.library().provide(steps);
      for (List<String> program : programs()) {
        int exitCode = run(program, library, malloc.prefix());
        failed |= exitCode != 0;
        table.add(
            "%-10s %-8s %s"
                .formatted(
                    malloc,
                    program.getFirst(),
                    exitCode == 0 ? "passed" : "failed with exit code " + exitCode));
      }
    }
    table.forEach(command.commandLine().getOut()::println);
    return failed ? 1 : 0;
  }

  private List<List<String>> programs() {
    return List.of(
        List.of("tck", "--impl=system", "--impl=counting", "--rules=" + rules, "--scale=" + scale),
        List.of("suite", "--impl=counting"),
        List.of("lua", "--impl=counting", "--checks"));
  }

  /** In a JVM of its own, since such a library is never unloaded. */
  private int run(List<String> program, Path library, String prefix) {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "--class-path",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    java.addAll(program);
    java.add("-Dalloc.system.library=" + library);
    java.add("-Dalloc.system.prefix=" + prefix);
    PrintWriter out = command.commandLine().getOut();
    out.println("=== alloc " + String.join(" ", java.subList(7, java.size())));
    out.flush();
    ProcessBuilder builder = new ProcessBuilder(java).inheritIO();
    builder.environment().put(TUNABLES, TLS);
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Java cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a program ran", e);
    }
  }

  /** What a shell completes. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Malloc.values()).map(Malloc::toString).iterator();
    }
  }
}
