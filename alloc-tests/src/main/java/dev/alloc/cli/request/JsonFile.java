package dev.alloc.cli.request;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.jr.ob.JSON;

/** The option {@code --json}: a file that gets the rows of a table as an array of objects. */
public final class JsonFile {
  private static final String OPTION = "--json";

  @Option(
      names = OPTION,
      paramLabel = "FILE",
      description = "Writes the table to this file as well, as JSON.")
  private @Nullable Path file;

  /** Creates the option, for picocli to fill. */
  public JsonFile() {}

  /**
   * Refuses a file that cannot be written, before the work that is to be written to it begins.
   *
   * @throws BadInputException if there is a file and it cannot be written
   */
  public void requireWritable() {
    if (file != null) {
      WritableFile.require(OPTION, file);
    }
  }

  /**
   * Writes the file, if one was asked for.
   *
   * @param rows the rows, each with its values by their names; null where unknown
   * @throws BadInputException if the file cannot be written
   */
  public void write(List<? extends Map<String, ? extends @Nullable Object>> rows) {
    if (file != null) {
      String text = text(rows) + System.lineSeparator();
      WritableFile.write(OPTION, file, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String text(Object rows) {
    return JSON.std
        .with(JSON.Feature.WRITE_NULL_PROPERTIES, JSON.Feature.PRETTY_PRINT_OUTPUT)
        .asString(rows);
  }
}
