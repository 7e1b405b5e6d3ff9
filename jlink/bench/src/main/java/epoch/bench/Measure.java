package epoch.bench;

import java.util.List;

/**
 * One figure, once for each round.
 *
 * @param scenario such as {@code S1}
 * @param size what it was measured at, such as {@code N=1000}
 * @param name what is measured
 * @param unit ms, MB, % of a core, 1/s; empty for a count
 * @param rounds the values, a round each; never empty
 * @param target what is aimed at, in words; empty if nothing is
 */
record Measure(
    String scenario, String size, String name, String unit, List<Double> rounds, String target) {
  Measure {
    rounds = List.copyOf(rounds);
  }

  double median() {
    return Series.of(rounds).median();
  }

  double least() {
    return Series.of(rounds).least();
  }

  double most() {
    return Series.of(rounds).most();
  }

  /** The median, and the range where the rounds differ. */
  String inWords() {
    String median = number(median());
    if (rounds.size() == 1 || least() == most()) {
      return median;
    }
    return median + " (" + number(least()) + "–" + number(most()) + ")";
  }

  private static String number(double value) {
    double size = Math.abs(value);
    if (Double.isNaN(value)) {
      return "–";
    }
    if (size >= 100 || value == Math.rint(value)) {
      return String.format("%,.0f", value);
    }
    return String.format(size >= 10 ? "%.1f" : "%.2f", value);
  }
}
