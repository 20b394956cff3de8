package dev.alloc.cli.architecture;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a program of the machine to its end. */
public final class Tool {

  private Tool() {}

  /**
   * Runs a program.
   *
   * @param folder where it runs, and where what it says on standard error is kept
   * @param environment variables to add
   * @param command the program and its arguments
   * @return what it printed on standard output
   * @throws BadInputException if it is not installed, or failed; with all that it said
   */
  public static String run(Path folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Path errors = folder.resolve("errors-of-" + command.getFirst());
    try {
      Process process = builder.redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new BadInputException(
            "'%s' failed with exit code %d:%n%s%s"
                .formatted(
                    String.join(" ", command),
                    exitCode,
                    output.isEmpty() ? "" : output.strip() + System.lineSeparator(),
                    Files.readString(errors).strip()));
      }
      return output;
    } catch (IOException notStarted) {
      throw new BadInputException(
          "'%s' cannot be run (%s). This needs a Debian machine, or one derived from it: apt-get and"
                  .formatted(command.getFirst(), notStarted.getMessage())
              + " dpkg-deb fetch, verify and unpack packages.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted in " + command.getFirst(), e));
    }
  }
}
