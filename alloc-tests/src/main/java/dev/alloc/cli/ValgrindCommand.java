package dev.alloc.cli;

import dev.alloc.Capability;
import dev.alloc.cli.memcheck.BlockHistory;
import dev.alloc.cli.memcheck.FindingText;
import dev.alloc.cli.memcheck.Valgrind;
import dev.alloc.cli.memcheck.XmlReport;
import dev.alloc.cli.program.ProgramStart;
import dev.alloc.cli.request.JsonFile;
import dev.alloc.cli.request.PluginJars;
import dev.alloc.cli.request.ProgramArguments;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a Java program under Valgrind's memcheck. */
@Command(
    name = "valgrind",
    description = {
      "Runs a Java program under Valgrind's memcheck, which sees every access, by C code too.",
      "Reports reads and writes outside of malloc's blocks and of freed ones, wrong frees, and"
          + " blocks of Java code that were never freed; docs/valgrind.md says what cannot be seen."
          + " Java is interpreted, and takes seconds to start.",
      "",
      "Exit code: 24 if there are errors, else the program's."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Example: ./alloc valgrind -- -cp my.jar my.Main 1 2 3",
    })
final class ValgrindCommand implements Callable<Integer> {
  private static final int ERRORS = 24; // a leak that 'run' finds is 23
  private static final int BROKEN_OFF = 1;
  private static final String LOG_PROPERTY = "alloc.tracking.log";
  private static final String TRACKING = "tracking";

  @Option(
      names = "--impl",
      paramLabel = "SPEC",
      defaultValue = TRACKING,
      description =
          "The allocator, '"
              + TRACKING
              + "' by default: only that knows which Java code a block is of.",
      completionCandidates = AllocatorNames.class)
  private String impl = TRACKING;

  @Option(
      names = "--valgrind-option",
      paramLabel = "OPTION",
      description = "A further option of valgrind's; may be repeated.")
  private final List<String> more = new ArrayList<>();

  @Mixin private final JsonFile json = new JsonFile();
  @Mixin private final PluginJars plugins = new PluginJars();
  @Mixin private final ProgramArguments arguments = new ProgramArguments();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    json.requireWritable();
    Launch launch = Launch.of(impl, Launch.arguments(impl, arguments.all()), plugins);
    Valgrind valgrind = Valgrind.installed();
    Path folder = Files.createTempDirectory("alloc-valgrind");
    try {
      return run(launch, valgrind, folder);
    } finally {
      for (String name : List.of("memcheck.xml", "jvm.supp", "blocks.log")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
  }

  private int run(Launch launch, Valgrind valgrind, Path folder) throws IOException {
    Path report = folder.resolve("memcheck.xml");
    Path suppressions = folder.resolve("jvm.supp");
    Valgrind.writeSuppressions(suppressions);
    Map<String, String> given = launch.program().systemProperties();
    Path log = Path.of(given.getOrDefault(LOG_PROPERTY, folder.resolve("blocks.log").toString()));
    boolean tracks =
        launch.discovery().named(impl).stream().anyMatch(found -> found.name().equals(TRACKING));
    List<String> start = valgrind.prefix(report, suppressions, findsLeaks(launch), more);
    start.addAll(
        launch.command(
            tracks ? Map.of(LOG_PROPERTY, log.toString()) : Map.of(),
            Valgrind.jvmOptions(!choosesCollector(launch))));
    return ProgramStart.asChild(start, exitCode -> conclude(launch, report, log, exitCode));
  }

  private int conclude(Launch launch, Path xml, Path log, int exitCode) {
    PrintWriter err = command.commandLine().getErr();
    XmlReport report = XmlReport.read(xml);
    BlockHistory history = BlockHistory.read(log);
    FindingText.of(report, history).forEach(err::println);
    if (!findsLeaks(launch)) {
      err.println(
          "Blocks that were never freed were not looked for: %s keeps freed memory to itself."
              .formatted(impl));
    }
    if (!report.isComplete()) {
      err.println(
          "memcheck's report breaks off; what came after is not known. The program ended with exit"
              + " code "
              + exitCode
              + ".");
    }
    err.flush();
    json.write(
        report.findings().stream().map(finding -> FindingText.row(finding, history)).toList());
    if (!report.findings().isEmpty()) {
      return ERRORS;
    }
    return exitCode == 0 && !report.isComplete() ? BROKEN_OFF : exitCode;
  }

  /** What a pool or a quarantine has at the end is not the program's fault. */
  private static boolean findsLeaks(Launch launch) {
    return !launch.capabilities().contains(Capability.RESET)
        && !launch.capabilities().contains(Capability.HOLDS_FREED)
        && !launch.capabilities().contains(Capability.FILLS); // it may hold without a promise
  }

  private static boolean choosesCollector(Launch launch) {
    return launch.program().options().stream()
        .anyMatch(option -> option.matches("-XX:\\+Use\\w+GC"));
  }
}
