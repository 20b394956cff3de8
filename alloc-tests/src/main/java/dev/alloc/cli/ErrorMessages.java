package dev.alloc.cli;

import dev.alloc.AllocatorLookupException;
import dev.alloc.cli.request.BadInputException;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Answers a request that cannot be met with its message and exit code 2. A stack trace is printed
 * for mistakes of this program only, with exit code 70.
 */
final class ErrorMessages implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int OWN_MISTAKE = 70; // EX_SOFTWARE of sysexits.h

  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    if (arguments.length == 0) {
      command.usage(err); // 'alloc' alone asks what there is
      return ExitCode.USAGE;
    }
    print(command, problem);
    UnmatchedArgumentException.printSuggestions(problem, err);
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception problem, CommandLine command, ParseResult parseResult) {
    if (problem instanceof BadInputException || problem instanceof AllocatorLookupException) {
      print(command, problem);
      return ExitCode.USAGE;
    }
    problem.printStackTrace(command.getErr());
    return OWN_MISTAKE;
  }

  private static void print(CommandLine command, Exception problem) {
    String message = Objects.requireNonNullElseGet(problem.getMessage(), problem::toString);
    command.getErr().println(command.getColorScheme().errorText(message));
  }
}
