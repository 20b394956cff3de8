package dev.alloc.cli.measurement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a JVM for each allocator that is measured: what the JIT compiler has seen of one must not
 * colour the next.
 *
 * @param javaOptions options for that JVM, its class path and main class at the end
 * @param commandOptions options of the command that measures, besides the spec
 */
public record MeasuringJvm(List<String> javaOptions, List<String> commandOptions) {

  /**
   * Runs the suite in a new JVM and waits for it.
   *
   * @param spec the allocator
   * @param label how the progress line begins; empty for none
   * @return what became of it
   */
  public Outcome measure(String spec, String label) {
    try {
      Path result = Files.createTempFile("alloc", ".json");
      try {
        return OutcomeFile.read(result, run(command(spec, label, result)));
      } finally {
        Files.deleteIfExists(result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the JVM to measure " + spec + " cannot be started", e);
    }
  }

  private List<String> command(String spec, String label, Path result) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.add("measure");
    command.addAll(commandOptions);
    command.addAll(List.of("--impl", spec, "--result", result.toString()));
    if (!label.isEmpty()) {
      command.addAll(List.of("--progress", label));
    }
    return command;
  }

  private static int run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      // who ends this process means the measuring as well
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end measuring"));
      return process.waitFor();
    } catch (InterruptedException | IllegalStateException e) { // ended just now
      process.destroy();
      throw new IllegalStateException("ended while a JVM was measuring", e);
    }
  }
}
