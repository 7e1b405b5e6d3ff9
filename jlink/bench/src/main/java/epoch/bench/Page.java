package epoch.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report as one page that needs nothing else: a table, and a plot for each distribution. */
record Page(String machine, List<Measure> measures, List<Report.Distribution> distributions) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int LEFT = 48;
  private static final int BOTTOM = 32;
  private static final String[] COLOURS = {"#0a66ae", "#1a7544", "#865400", "#7a3fb0", "#be262c"};

  private static final String STYLE =
      """
      :root { color-scheme: light dark }
      body { font: 14px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100% }
      th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884 }
      td.number { text-align: right }
      svg { max-width: 100%; height: auto } text { font-size: 12px; fill: currentColor }
      """;

  String html() {
    var html = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">");
    html.append("<title>Epoch benchmark</title><style>").append(STYLE).append("</style>");
    html.append("<h1>Epoch benchmark</h1><p>").append(escape(machine)).append("</p>");
    html.append("<p>Median, and in parentheses the range of the rounds.</p><table><tr>");
    for (String head : List.of("Scenario", "Size", "Measured", "Value", "", "Target")) {
      html.append("<th>").append(head);
    }
    for (Measure measure : measures) {
      html.append("<tr><td>").append(escape(measure.scenario()));
      html.append("<td>").append(escape(measure.size()));
      html.append("<td>").append(escape(measure.name()));
      html.append("<td class=\"number\">").append(escape(measure.inWords()));
      html.append("<td>").append(escape(measure.unit()));
      html.append("<td>").append(escape(measure.target()));
    }
    html.append("</table>");
    byTitle().forEach((title, all) -> html.append(plot(title, all)));
    return html.append("</html>\n").toString();
  }

  private Map<String, List<Report.Distribution>> byTitle() {
    var groups = new LinkedHashMap<String, List<Report.Distribution>>();
    for (Report.Distribution one : distributions) {
      groups.merge(
          one.scenario() + ": " + one.title(),
          List.of(one),
          (some, more) -> java.util.stream.Stream.concat(some.stream(), more.stream()).toList());
    }
    return groups;
  }

  /** The share of values up to each value, on a logarithmic scale from 1 ms on. */
  private static String plot(String title, List<Report.Distribution> all) {
    double most = all.stream().mapToDouble(Page::most).max().orElse(1);
    double decades = Math.max(1, Math.ceil(Math.log10(Math.max(10, most))));
    var svg = new StringBuilder("<h2>" + escape(title) + "</h2><svg role=\"img\" viewBox=\"0 0 ");
    svg.append(WIDTH).append(' ').append(HEIGHT).append("\" aria-label=\"Share of values\">");
    for (int decade = 0; decade <= decades; decade++) {
      double x = LEFT + decade / decades * (WIDTH - LEFT - 100);
      svg.append(line(x, 0, x, HEIGHT - BOTTOM));
      svg.append(text(x, HEIGHT - BOTTOM + 18.0, String.format("%,.0f", Math.pow(10, decade))));
    }
    for (int share = 0; share <= 100; share += 25) {
      svg.append(text(0, (100 - share) / 100.0 * (HEIGHT - BOTTOM - 12) + 12, share + " %"));
    }
    for (int i = 0; i < all.size(); i++) {
      svg.append(curve(all.get(i), decades, COLOURS[i % COLOURS.length]));
      svg.append(
          text(WIDTH - 96.0, 16 + i * 18.0, all.get(i).label(), COLOURS[i % COLOURS.length]));
    }
    return svg.append("</svg>").toString();
  }

  private static String curve(Report.Distribution one, double decades, String colour) {
    var points = new StringBuilder();
    double[] sample = one.sample();
    for (int i = 0; i < sample.length; i++) {
      double x = LEFT + Math.log10(Math.max(1, sample[i])) / decades * (WIDTH - LEFT - 100);
      double y = (1 - (i + 1.0) / sample.length) * (HEIGHT - BOTTOM - 12) + 8;
      points.append(String.format("%.1f,%.1f ", x, y));
    }
    return "<polyline fill=\"none\" stroke-width=\"2\" stroke=\""
        + colour
        + "\" points=\""
        + points
        + "\"/>";
  }

  private static double most(Report.Distribution one) {
    return one.sample().length == 0 ? 1 : one.sample()[one.sample().length - 1];
  }

  private static String line(double x1, double y1, double x2, double y2) {
    return String.format(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#8886\"/>", x1, y1, x2, y2);
  }

  private static String text(double x, double y, String words) {
    return text(x, y, words, "currentColor");
  }

  private static String text(double x, double y, String words, String colour) {
    return String.format(
        "<text x=\"%.1f\" y=\"%.1f\" style=\"fill: %s\">%s</text>", x, y, colour, escape(words));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
