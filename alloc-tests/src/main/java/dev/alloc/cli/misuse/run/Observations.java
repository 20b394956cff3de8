package dev.alloc.cli.misuse.run;

import dev.alloc.cli.misuse.Expected;
import dev.alloc.cli.misuse.Misuse;
import dev.alloc.cli.misuse.Mode;
import dev.alloc.cli.misuse.Sighting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was seen of each program at each size in each mode, beside what is declared. */
public final class Observations {
  private final Map<Mode, Map<Run, Sighting>> seen = new EnumMap<>(Mode.class);
  private final Map<Mode, String> missing = new EnumMap<>(Mode.class);

  /** Creates them empty. */
  public Observations() {}

  /**
   * Adds what was seen.
   *
   * @param mode how errors were looked for
   * @param sightings what was seen in each run
   */
  public void add(Mode mode, Map<Run, Sighting> sightings) {
    seen.computeIfAbsent(mode, _ -> new HashMap<>()).putAll(sightings);
  }

  /**
   * Notes that nothing was looked for in one way.
   *
   * @param mode the way
   * @param why why not
   */
  public void missing(Mode mode, String why) {
    missing.put(mode, why);
  }

  /**
   * Returns why a way of looking was left out.
   *
   * @param mode the way
   * @return the reason; empty if it was not
   */
  public Optional<String> whyMissing(Mode mode) {
    return Optional.ofNullable(missing.get(mode));
  }

  /**
   * Returns what was seen in a run.
   *
   * @param mode how errors were looked for
   * @param run the run
   * @return what was seen; empty if it was not run
   */
  public Optional<Sighting> find(Mode mode, Run run) {
    @Nullable Map<Run, Sighting> inMode = seen.get(mode);
    return inMode == null ? Optional.empty() : Optional.ofNullable(inMode.get(run));
  }

  /**
   * Returns where what was seen is not what is declared.
   *
   * @return a line for each run
   */
  public List<String> surprises() {
    List<String> lines = new ArrayList<>();
    seen.forEach(
        (mode, sightings) ->
            sightings.forEach(
                (run, sighting) -> {
                  Expected expected = run.program().expected(mode, run.byteSize());
                  if (!expected.matches(sighting)) {
                    lines.add(
                        "%s, %s: declared %s, seen %s"
                            .formatted(run, mode.title(), expected, sighting));
                  }
                }));
    return lines.stream().sorted().toList();
  }

  /**
   * Returns how many runs found their error, as declared.
   *
   * @param mode how errors were looked for
   * @return how many
   */
  public long found(Mode mode) {
    return seen.getOrDefault(mode, Map.of()).entrySet().stream()
        .filter(
            entry -> {
              Misuse program = entry.getKey().program();
              Expected expected = program.expected(mode, entry.getKey().byteSize());
              return expected.isFound() && expected.matches(entry.getValue());
            })
        .count();
  }
}
