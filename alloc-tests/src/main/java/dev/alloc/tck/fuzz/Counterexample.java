package dev.alloc.tck.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * An episode that fails, with as few steps as were found to do.
 *
 * @param seed what it was drawn from
 * @param episode the steps
 * @param drawn how many there were to begin with
 * @param failure how it fails
 * @param reproduced whether it failed again when it was played again
 */
public record Counterexample(
    long seed, Episode episode, int drawn, Failure failure, boolean reproduced) {

  /**
   * Returns the counterexample for a person.
   *
   * @return lines without ends of line
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(failure.text());
    String threads = episode.threads() == 1 ? "one thread" : episode.threads() + " threads";
    lines.add(
        reproduced
            ? "in episode %d of seed %d, shrunk from %d steps to %d, %s:"
                .formatted(episode.number(), seed, drawn, episode.size(), threads)
            : "in episode %d of seed %d, at step %d of %d, %s; it did not happen again"
                .formatted(episode.number(), seed, failure.index(), drawn, threads));
    for (int thread = 0; thread < failure.stories().size(); thread++) {
      for (String step : failure.stories().get(thread)) {
        lines.add(episode.threads() == 1 ? "  " + step : "  %d: %s".formatted(thread, step));
      }
    }
    return lines;
  }

  /**
   * Returns how many steps are left.
   *
   * @return a number from 0
   */
  public int size() {
    return episode.size();
  }
}
