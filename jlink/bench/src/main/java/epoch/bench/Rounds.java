package epoch.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects figures round by round. */
final class Rounds {
  private record Key(String name, String unit, String target) {}

  private final String scenario;
  private final String size;
  private final Report report;
  private final Map<Key, List<Double>> values = new LinkedHashMap<>();

  Rounds(String scenario, String size, Report report) {
    this.scenario = scenario;
    this.size = size;
    this.report = report;
  }

  /** Adds a count or a time in whole units. */
  void add(String name, String unit, long value, String target) {
    add(name, unit, (double) value, target);
  }

  void add(String name, String unit, double value, String target) {
    values.computeIfAbsent(new Key(name, unit, target), _ -> new ArrayList<>()).add(value);
  }

  void report() {
    values.forEach(
        (key, rounds) -> report.add(scenario, size, key.name, key.unit, rounds, key.target));
  }
}
