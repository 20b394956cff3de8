package dev.alloc.cli.misuse.run;

import dev.alloc.cli.request.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a page that a command writes; what is around it is left alone. */
public final class MarkedPart {
  private static final String BEGIN = "<!-- misuse: begin -->\n";
  private static final String END = "<!-- misuse: end -->\n";

  private MarkedPart() {}

  /**
   * Replaces the part between the marks.
   *
   * @param page the file
   * @param part the new text, ended by a line feed
   * @throws BadInputException if the file has no such part, or cannot be read or written
   */
  public static void replace(Path page, String part) {
    try {
      String text = Files.readString(page);
      int begin = text.indexOf(BEGIN);
      int end = text.indexOf(END, Math.max(0, begin));
      if (begin < 0 || end < 0) {
        throw new BadInputException(
            "%s has no part between the lines '%s' and '%s' to write to."
                .formatted(page, BEGIN.strip(), END.strip()));
      }
      String written = text.substring(0, begin + BEGIN.length()) + part + text.substring(end);
      Files.write(page, written.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new BadInputException("%s cannot be written: %s.".formatted(page, e), e);
    }
  }
}
