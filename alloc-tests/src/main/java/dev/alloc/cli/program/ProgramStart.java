package dev.alloc.cli.program;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/** The two ways in which a program begins. */
public final class ProgramStart {

  private ProgramStart() {}

  /**
   * Starts a program that shares this process's input and output, and waits for it.
   *
   * @param command the program and its arguments
   * @return its exit code; 128 and the number of the signal if one ended it
   */
  public static int asChild(List<String> command) {
    return asChild(command, IntUnaryOperator.identity());
  }

  /**
   * Starts a program that shares this process's input and output, waits for it, and looks at what
   * it left. A signal that ends this process ends the program first, and still waits for both.
   *
   * @param command the program and its arguments
   * @param conclusion what to do with its exit code, once
   * @return what the conclusion made of the exit code
   */
  public static int asChild(List<String> command, IntUnaryOperator conclusion) {
    CountDownLatch concluded = new CountDownLatch(1);
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      Thread end =
          new Thread(
              () -> {
                process.destroy();
                await(concluded);
              },
              "end the program");
      Runtime.getRuntime().addShutdownHook(end);
      return conclusion.applyAsInt(process.waitFor());
    } catch (IOException e) {
      throw new BadInputException("%s cannot be started: %s.".formatted(command.getFirst(), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a program was running", e);
    } finally {
      concluded.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // this process ends anyway
    }
  }

  /**
   * Leaves the command in a file, for a shell that will replace itself by the program: then signals
   * reach the program itself, and nobody has to pass its exit code on.
   *
   * @param command the program and its arguments
   * @param file where to write the command, quoted for a POSIX shell
   * @return 0
   */
  public static int byShell(List<String> command, Path file) {
    try {
      Files.writeString(file, quoted(command), Charset.forName(nativeEncoding()));
      return 0;
    } catch (IOException e) {
      throw new BadInputException("%s cannot be written: %s.".formatted(file, e), e);
    }
  }

  static String quoted(List<String> command) {
    return command.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /** That of the arguments and file names that came from the shell. */
  private static String nativeEncoding() {
    return System.getProperty("sun.jnu.encoding", "UTF-8");
  }
}
