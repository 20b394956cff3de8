package dev.alloc.cli.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that an option names to be written. */
public final class WritableFile {

  private WritableFile() {}

  /**
   * Refuses a file that cannot be written, before the work that is to be written to it begins.
   *
   * @param option the option, for messages
   * @param file its value
   * @throws BadInputException if the file cannot be written
   */
  public static void require(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new BadInputException("%s %s: there is no folder %s.".formatted(option, file, folder));
    }
    if (Files.isDirectory(file)) {
      throw new BadInputException(
          "%s %s is a folder; give the name of a file.".formatted(option, file));
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new BadInputException("%s %s cannot be written.".formatted(option, file));
    }
  }

  /**
   * Writes a file.
   *
   * @param option the option, for messages
   * @param file its value
   * @param bytes the contents
   * @throws BadInputException if the file cannot be written
   */
  public static void write(String option, Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new BadInputException("%s %s cannot be written: %s.".formatted(option, file, e), e);
    }
  }
}
