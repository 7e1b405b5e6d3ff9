package epoch.bench;

import java.util.Arrays;
import java.util.Collection;

/** Numbers in order of size. */
final class Series {
  private final double[] sorted;

  private Series(double[] sorted) {
    this.sorted = sorted;
  }

  static Series of(Collection<? extends Number> values) {
    double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    return new Series(sorted);
  }

  int size() {
    return sorted.length;
  }

  /** The value below which this share of them lies; NaN if there are none. */
  double percentile(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.clamp(index, 0, sorted.length - 1)];
  }

  double median() {
    return percentile(0.5);
  }

  double least() {
    return percentile(0);
  }

  double most() {
    return percentile(1);
  }

  /** So many of them, evenly chosen, for a plot. */
  double[] sample(int points) {
    if (sorted.length <= points) {
      return Arrays.copyOf(sorted, sorted.length);
    }
    double[] some = new double[points];
    for (int i = 0; i < points; i++) {
      some[i] = percentile((i + 1.0) / points);
    }
    return some;
  }
}
