package dev.alloc.bench;

import java.util.function.DoubleBinaryOperator;
import org.openjdk.jmh.util.ListStatistics;

/**
 * A mean and its 95 % confidence interval by Student's t, over forks.
 *
 * @param mean the mean
 * @param low the lower end; NaN if there are fewer than three forks
 * @param high the upper end; NaN if there are fewer than three forks
 */
record Interval(double mean, double low, double high) {
  private static final double CONFIDENCE = 0.95;

  static Interval of(double[] values) {
    ListStatistics statistics = new ListStatistics(values);
    double[] ends = statistics.getConfidenceIntervalAt(CONFIDENCE);
    return new Interval(statistics.getMean(), ends[0], ends[1]);
  }

  /** The ratio of two subjects, paired by round; geometric, so that a/b and b/a agree. */
  static Interval ofRatios(double[] values, double[] baseline) {
    Interval logs = of(paired(values, baseline, (a, b) -> Math.log(a / b)));
    return new Interval(Math.exp(logs.mean), Math.exp(logs.low), Math.exp(logs.high));
  }

  /** The difference of two subjects, paired by round. */
  static Interval ofDifferences(double[] values, double[] baseline) {
    return of(paired(values, baseline, (a, b) -> a - b));
  }

  private static double[] paired(double[] a, double[] b, DoubleBinaryOperator operator) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("rounds differ: " + a.length + " and " + b.length);
    }
    double[] result = new double[a.length];
    for (int round = 0; round < result.length; round++) {
      result[round] = operator.applyAsDouble(a[round], b[round]);
    }
    return result;
  }
}
