package dev.alloc.cli.request;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** What would follow {@code java} to run a program: options, the program, its arguments. */
public final class ProgramArguments {

  @Parameters(
      arity = "1..*",
      paramLabel = "-- JAVA-ARGUMENTS",
      description = "What would follow 'java': options, the program, its arguments.")
  private final List<String> arguments = new ArrayList<>();

  /** Creates the parameters, for picocli to fill. */
  public ProgramArguments() {}

  /**
   * Returns them as they were given.
   *
   * @return at least one
   */
  public List<String> all() {
    return List.copyOf(arguments);
  }
}
