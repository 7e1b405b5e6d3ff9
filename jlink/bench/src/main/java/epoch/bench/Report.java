package epoch.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Everything that was measured: as a table, as JSON, and as one page with plots. */
final class Report {
  /**
   * How values are spread.
   *
   * @param sample values in order of size
   */
  record Distribution(String scenario, String title, String label, double[] sample) {}

  private static final int PLOTTED = 200;

  private final Options options;
  private final Instant begun = Instant.now();
  private final List<Measure> measures = new ArrayList<>();
  private final List<Distribution> distributions = new ArrayList<>();

  Report(Options options) {
    this.options = options;
  }

  void add(
      String scenario, String size, String name, String unit, List<Double> rounds, String target) {
    var measure = new Measure(scenario, size, name, unit, rounds, target);
    measures.add(measure);
    System.out.println(line(measure));
  }

  void distribution(String scenario, String title, String label, List<Double> values) {
    distributions.add(new Distribution(scenario, title, label, Series.of(values).sample(PLOTTED)));
  }

  /** All figures, a line each. */
  String table() {
    var text = new StringBuilder(machine()).append('\n');
    measures.forEach(measure -> text.append(line(measure)).append('\n'));
    return text.toString();
  }

  private static String line(Measure measure) {
    return String.format(
        "%-4s %-12s %-46s %24s %-12s %s",
        measure.scenario(),
        measure.size(),
        measure.name(),
        measure.inWords(),
        measure.unit(),
        measure.target().isEmpty() ? "" : "target " + measure.target());
  }

  /** Writes {@code report.json} and {@code report.html}. */
  void write() throws IOException {
    Files.createDirectories(options.out());
    Files.write(options.out().resolve("report.json"), Json.pretty(json()));
    Path page = options.out().resolve("report.html");
    Files.writeString(page, new Page(machine(), measures, distributions).html());
  }

  private ObjectNode json() {
    ObjectNode report = Json.object();
    report.put("begun", begun.toString()).put("machine", machine()).put("rounds", options.rounds());
    ArrayNode list = report.putArray("measures");
    for (Measure measure : measures) {
      ObjectNode node = list.addObject();
      node.put("scenario", measure.scenario())
          .put("size", measure.size())
          .put("name", measure.name())
          .put("unit", measure.unit())
          .put("target", measure.target())
          .put("median", measure.median());
      ArrayNode rounds = node.putArray("rounds");
      measure.rounds().forEach(rounds::add);
    }
    return report;
  }

  private String machine() {
    Runtime runtime = Runtime.getRuntime();
    return "%s, %d processors, %s %s, Java %s; %s"
        .formatted(
            begun.toString().substring(0, 10),
            runtime.availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            System.getProperty("java.version"),
            options.foreign() ? "a server that ran already" : "the built image");
  }
}
