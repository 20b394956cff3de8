package dev.alloc.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class IntervalTest {

  @Test
  void isStudentsInterval() {
    // Mean 3, standard error sqrt(2.5 / 5); t for 4 degrees of freedom at 97.5 % is 2.776.
    Interval interval = Interval.of(new double[] {1, 2, 3, 4, 5});
    assertEquals(3, interval.mean(), 1e-9);
    assertEquals(3 - 2.776 * Math.sqrt(0.5), interval.low(), 1e-3);
    assertEquals(3 + 2.776 * Math.sqrt(0.5), interval.high(), 1e-3);
  }

  @Test
  void pairsRoundsSoThatNoiseCommonToBothCancels() {
    double[] baseline = {10, 20, 40, 80};
    double[] halfAsMuchAgain = {15, 30, 60, 120};
    Interval ratio = Interval.ofRatios(halfAsMuchAgain, baseline);
    assertEquals(1.5, ratio.low(), 1e-9);
    assertEquals(1.5, ratio.high(), 1e-9);
    assertTrue(Interval.of(baseline).high() - Interval.of(baseline).low() > 40);
  }

  @Test
  void refusesRoundsThatDoNotPair() {
    double[] two = {1, 2};
    double[] three = {1, 2, 3};
    assertThrows(IllegalArgumentException.class, () -> Interval.ofRatios(two, three));
  }
}
