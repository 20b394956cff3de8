package dev.alloc.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LimitTest {
  private static final double[] BASELINE = {10, 11, 9, 10, 10};

  @Test
  void readsRatiosAndDifferences() {
    assertEquals(
        new Limit("current:counting", "current:system", true, 1.15),
        Limit.parse("current:counting/current:system=1.15"));
    assertEquals(
        new Limit("current:records", "current:system", false, 3),
        Limit.parse("current:records-current:system=3"));
  }

  @Test
  void refusesWhatIsNoLimitAndSaysWhatOneLooksLike() {
    for (String text : List.of("current/direct", "current=1.1", "current/direct=", "a/b=-1")) {
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> Limit.parse(text)).getMessage());
      assertTrue(message.contains(text) && message.contains("SUBJECT/BASELINE=RATIO"), message);
    }
  }

  @Test
  void isMissedOnlyWhenTheWholeIntervalLiesBeyond() {
    double[] everyRoundTwice = {20, 22, 18, 20, 20};
    double[] onceTwice = {10, 22, 9, 10, 10};
    assertEquals(Limit.Verdict.MISSED, verdict("a/b=1.9", everyRoundTwice));
    assertEquals(Limit.Verdict.MET, verdict("a/b=2.1", everyRoundTwice));
    assertEquals(Limit.Verdict.OPEN, verdict("a/b=1.1", onceTwice));
    assertEquals(Limit.Verdict.MISSED, verdict("a-b=3", everyRoundTwice));
    assertEquals(Limit.Verdict.OPEN, verdict("a-b=3", onceTwice));
  }

  @Test
  void isOpenAfterTwoRounds() {
    Limit limit = Limit.parse("a/b=5");
    Interval measured = limit.measure(new double[] {10, 10}, new double[] {10, 10});
    assertEquals(Limit.Verdict.OPEN, limit.verdict(measured));
  }

  private static Limit.Verdict verdict(String text, double[] subject) {
    Limit limit = Limit.parse(text);
    return limit.verdict(limit.measure(subject, BASELINE));
  }
}
