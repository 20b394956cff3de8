package dev.alloc.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code alloc}: each of its subcommands is one class of this package. */
@Command(
    name = "alloc",
    description =
        "Runs programs, the interpreter suite and the TCK on any allocator, picked by name.",
    subcommands = {
      ArchCommand.class,
      SuiteCommand.class,
      ListCommand.class,
      RunCommand.class,
      LuaCommand.class,
      MallocsCommand.class,
      ReportCommand.class,
      ValgrindCommand.class,
      CompletionCommand.class,
      MeasureCommand.class,
      MisuseCommand.class,
      NewPluginCommand.class,
      TckCommand.class,
      VerifyCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    footer = {
      "",
      "An allocator is named as in -Dalloc.impl: 'counting', or several joined by '+', the"
          + " outermost first; one that works on top of another gets 'system' under it.",
      "JARs in the folder 'plugins' beside this command are found like those that come with it.",
      "'alloc bench' runs the benchmarks, which are compiled for it; 'alloc bench --help'.",
      "",
      "Exit codes: 0 all is well, 1 a program or rule failed or leaked, 2 the request cannot be"
          + " met,",
      "23 something was live after 'run --fail-on-leak', 24 'valgrind' found errors."
    })
public final class Main {

  private Main() {}

  /**
   * Runs a command and exits with its code.
   *
   * @param arguments the command, its options and arguments
   */
  public static void main(String... arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    ErrorMessages messages = new ErrorMessages();
    CommandLine commandLine = new CommandLine(new Main());
    // beside its own, the options of 'tck' may follow the name of an architecture
    Objects.requireNonNull(commandLine.getSubcommands().get("arch"))
        .setUnmatchedOptionsArePositionalParams(true);
    return commandLine
        .setParameterExceptionHandler(messages)
        .setExecutionExceptionHandler(messages)
        .setExpandAtFiles(false) // @files among the arguments of 'run' are Java's
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
