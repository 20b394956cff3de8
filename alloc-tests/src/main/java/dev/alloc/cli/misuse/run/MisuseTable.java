package dev.alloc.cli.misuse.run;

import dev.alloc.cli.misuse.Expected;
import dev.alloc.cli.misuse.Misuse;
import dev.alloc.cli.misuse.Mode;
import dev.alloc.cli.misuse.Programs;
import dev.alloc.cli.misuse.Sighting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table of the docs: a row for each program, a column for each way of looking. */
public final class MisuseTable {
  private final Observations observations;
  private final Map<String, Integer> notes = new LinkedHashMap<>();

  private MisuseTable(Observations observations) {
    this.observations = observations;
  }

  /**
   * Returns the table with its notes.
   *
   * @param observations what was seen
   * @return Markdown, ended by a line feed
   */
  public static String of(Observations observations) {
    MisuseTable table = new MisuseTable(observations);
    StringBuilder text = new StringBuilder("| program | what it does |");
    for (Mode mode : Mode.values()) {
      text.append(' ').append(mode.title()).append(" |");
    }
    text.append("\n|---|---|---|---|---|---|\n");
    for (Misuse program : Programs.all()) {
      text.append(rowStart(program));
      for (Mode mode : Mode.values()) {
        text.append(' ').append(table.cell(program, mode)).append(" |");
      }
      text.append('\n');
    }
    text.append('\n');
    table.notes.forEach((note, number) -> text.append("%d. %s%n".formatted(number, note)));
    return text.toString();
  }

  /**
   * Returns how the row of a program begins.
   *
   * @param program the program
   * @return its first two cells
   */
  public static String rowStart(Misuse program) {
    return "| `%s` | %s |".formatted(program.name(), program.title());
  }

  private String cell(Misuse program, Mode mode) {
    Map<String, List<Long>> byText = new LinkedHashMap<>();
    for (long byteSize : program.sizes()) {
      byText.computeIfAbsent(text(program, mode, byteSize), _ -> new ArrayList<>()).add(byteSize);
    }
    if (byText.size() == 1) {
      return byText.keySet().iterator().next();
    }
    List<String> parts = new ArrayList<>();
    byText.forEach((text, sizes) -> parts.add(sizes(sizes) + ": " + text));
    return String.join("; ", parts);
  }

  private String text(Misuse program, Mode mode, long byteSize) {
    Expected expected = program.expected(mode, byteSize);
    Optional<Sighting> seen = observations.find(mode, new Run(program, byteSize));
    if (observations.whyMissing(mode).isPresent() && expected.isCertain()) {
      return "not run";
    }
    if (seen.isEmpty() || !expected.isFound()) {
      return seen.isEmpty() || expected.matches(seen.get())
          ? "– (" + note(expected.reason()) + ")"
          : "**" + seen.get() + "**";
    }
    return expected.matches(seen.get()) ? words(seen.get()) : "**" + seen.get() + "**";
  }

  private int note(String reason) {
    return notes.computeIfAbsent(reason, _ -> notes.size() + 1);
  }

  private static String words(Sighting seen) {
    return seen.what().startsWith("0x") ? "reads " + seen.what() : seen.toString();
  }

  private static String sizes(List<Long> sizes) {
    return String.join(
        ", ",
        sizes.stream()
            .map(
                size ->
                    size < 1024
                        ? Long.toString(size)
                        : String.format(Locale.ROOT, "%dk", size >> 10))
            .toList());
  }
}
