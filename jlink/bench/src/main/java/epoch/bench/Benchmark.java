package epoch.bench;

import java.util.List;

/** The command: runs the scenarios that were asked for, and reports. */
public final class Benchmark {
  private Benchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments {@code key=value}, see {@code Options}
   * @throws Exception if a scenario cannot be run to its end
   */
  public static void main(String... arguments) throws Exception {
    Options options = Options.of(arguments);
    var report = new Report(options);
    List<Scenario> scenarios =
        List.of(
            new Burst(),
            new ManyRuns(),
            new Listing(),
            new Failover(),
            new Start(),
            new Throughput());
    for (Scenario scenario : scenarios) {
      if (options.scenarios().isEmpty() || options.scenarios().contains(scenario.id())) {
        List<Integer> sizes = options.sizes().isEmpty() ? scenario.sizes() : options.sizes();
        for (int size : sizes) {
          if (options.foreign() && !scenario.fitsForeign()) {
            continue;
          }
          System.out.println(scenario.id() + " " + scenario.title() + ", " + size);
          scenario.run(options, size, report);
          report.write();
        }
      }
    }
    System.out.println(report.table());
    System.exit(0);
  }
}
