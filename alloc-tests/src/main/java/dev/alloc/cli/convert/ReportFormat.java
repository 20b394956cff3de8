package dev.alloc.cli.convert;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that a JSON report can be converted to. */
public enum ReportFormat {
  /** For people: what is live, biggest first; many small sites are summed up. */
  TEXT(".txt") {
    @Override
    public byte[] bytes(Subject subject) {
      return TextWriter.text(subject).getBytes(StandardCharsets.UTF_8);
    }
  },

  /** Collapsed stacks, which tools for flame graphs read. */
  COLLAPSED(".collapsed") {
    @Override
    public byte[] bytes(Subject subject) {
      return CollapsedWriter.text(subject).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean hasOneMeasure() {
      return true;
    }
  },

  /** A heap profile for pprof, compressed. */
  PPROF(".pb.gz") {
    @Override
    public byte[] bytes(Subject subject) {
      return PprofWriter.bytes(subject);
    }

    @Override
    public boolean isBinary() {
      return true;
    }
  },

  /** A page for people, with a table and a flame graph. */
  HTML(".html") {
    @Override
    public byte[] bytes(Subject subject) {
      return HtmlWriter.text(subject).getBytes(StandardCharsets.UTF_8);
    }
  };

  private final String ending;

  ReportFormat(String ending) {
    this.ending = ending;
  }

  /**
   * Converts.
   *
   * @param subject what to write
   * @return the contents of a file
   */
  public abstract byte[] bytes(Subject subject);

  /**
   * Returns whether there is room for one figure only.
   *
   * @return whether the subject's measure counts
   */
  public boolean hasOneMeasure() {
    return false;
  }

  /**
   * Returns whether the bytes are no text.
   *
   * @return whether a terminal cannot show them
   */
  public boolean isBinary() {
    return false;
  }

  /**
   * Returns the format that a file's name asks for.
   *
   * @param file a file
   * @return the format; empty if the name ends otherwise
   */
  public static Optional<ReportFormat> ofFile(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> name.endsWith(format.ending)).findFirst();
  }

  /**
   * Returns how the names of files end.
   *
   * @return all endings, for messages
   */
  public static String endings() {
    return Arrays.stream(values()).map(format -> format.ending).collect(Collectors.joining(", "));
  }

  /** Returns what it is called on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
