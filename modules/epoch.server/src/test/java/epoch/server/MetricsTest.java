package epoch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import epoch.api.run.RunState;
import epoch.server.drove.CallListener;
import epoch.server.http.Wire;
import epoch.server.store.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told, and what the dashboard and the alerts make of it. */
class MetricsTest {
  private static final Path OPS = Path.of("..", "..", "docs", "ops");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
  private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\S+) (.+)$");
  private static final Pattern NAME = Pattern.compile("\\b(?:epoch|jvm|process)_[a-z0-9_]+");
  private static final Pattern MATCHER =
      Pattern.compile("\\b(verdict|state|result)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");

  @TempDir Path directory;

  @Test
  void metricsFollowTheConventionsAndDashboardAndAlertsUseWhatThereIs() throws Exception {
    try (var nodes = new TwoNodes(directory)) {
      Wire.send(
          nodes.leader.port(),
          "POST",
          "/apis/v1/topologies",
          TwoNodes.command("ticks", "* * * * * ?", "true"),
          Wire.ADMIN,
          Wire.JSON);
      Await.until(
          "everything was counted once",
          () -> {
            String text = metrics(nodes.leader);
            return text.contains("epoch_runs_ended_total{state=\"successful\"}")
                && text.contains("epoch_zookeeper_write_seconds ")
                && text.contains("epoch_drove_events_age_seconds ");
          });
      String text = metrics(nodes.leader);
      Map<String, String> types = found(TYPE, text);
      Map<String, String> helps = found(HELP, text);
      types.forEach((name, type) -> conventional(name, type, helps));
      assertEquals("1", value(text, "epoch_leader"));
      assertEquals("1", value(text, "epoch_topologies"));
      assertEquals("1", value(text, "epoch_zookeeper_connected"));
      assertEquals("1", value(text, "epoch_drove_up"));
      assertEquals("0", value(text, "epoch_held"));
      assertTrue(text.contains("epoch_build_info{java="), text);
      assertTrue(
          text.contains("epoch_drove_call_seconds_count{call=\"create\",result=\"answered\"}"),
          text);

      String follower = metrics(nodes.follower);
      assertEquals("0", value(follower, "epoch_leader"));
      assertFalse(follower.contains("\nepoch_topologies "), "a follower would count them twice");

      dashboardAndAlertsUse(types.keySet());
    }
  }

  private static void conventional(String name, String type, Map<String, String> helps) {
    assertTrue(name.matches("(epoch|jvm|process)_[a-z0-9]+(_[a-z0-9]+)*"), name);
    assertFalse(helps.getOrDefault(name, "").isBlank(), name + " does not say what it is");
    if (!name.startsWith("epoch_")) {
      return;
    }
    assertFalse(name.matches(".*_(ms|millis|milliseconds|minutes|kb|mb|percent)(_.*)?"), name);
    assertEquals(type.equals("counter"), name.endsWith("_total"), name);
    if (type.equals("histogram")) {
      assertTrue(name.endsWith("_seconds") || name.endsWith("_bytes"), name);
    }
  }

  private static void dashboardAndAlertsUse(Set<String> known) throws IOException {
    String dashboard = Files.readString(OPS.resolve("grafana-dashboard.json"));
    JsonNode panels = new YAMLMapper().readTree(dashboard).path("panels");
    List<String> queries = panels.findValuesAsText("expr");
    assertTrue(queries.size() > 20);
    Set<Integer> ids = new TreeSet<>();
    panels.forEach(panel -> assertTrue(ids.add(panel.path("id").asInt()), panel::toString));
    queries.forEach(query -> uses(query, known));

    JsonNode alerts = new YAMLMapper().readTree(Files.readString(OPS.resolve("alerts.yml")));
    List<JsonNode> rules = alerts.findValues("rules");
    assertFalse(rules.isEmpty());
    for (JsonNode rule : rules.getFirst()) {
      uses(rule.path("expr").asText(), known);
      assertFalse(rule.at("/annotations/summary").asText().isBlank(), rule::toString);
      assertTrue(
          Set.of("critical", "warning").contains(rule.at("/labels/severity").asText()),
          rule::toString);
      NAME.matcher(rule.path("annotations").toString())
          .results()
          .forEach(name -> assertTrue(known.contains(name.group()), name.group()));
    }
  }

  /** Every metric of the query is there, and every label value is one that it can have. */
  private static void uses(String query, Set<String> known) {
    Matcher names = NAME.matcher(query);
    assertTrue(names.find(), query);
    do {
      String name = names.group();
      boolean exists =
          known.contains(name) || known.contains(name.replaceFirst("_(bucket|count|sum)$", ""));
      assertTrue(exists, () -> name + " does not exist: " + query);
    } while (names.find());
    Map<String, Set<String>> values =
        Map.of(
            "verdict", lower(Verdict.values()),
            "state", lower(RunState.values()),
            "result", lower(CallListener.Result.values()));
    MATCHER
        .matcher(query)
        .results()
        .forEach(match -> {
          for (String value : match.group(2).split("\\|")) {
            assertTrue(values.get(match.group(1)).contains(value), () -> value + " in " + query);
          }
        });
  }

  private static Set<String> lower(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> found(Pattern pattern, String text) {
    Map<String, String> found = new TreeMap<>();
    pattern.matcher(text).results().forEach(line -> found.put(line.group(1), line.group(2)));
    return found;
  }

  private static String value(String text, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(text);
    assertTrue(line.find(), () -> name + " is not there");
    return line.group(1).replaceFirst("\\.0$", "");
  }

  private static String metrics(Node node) throws IOException {
    Wire.Reply reply = Wire.send(node.adminPort(), "GET", "/metrics", null);
    assertEquals(200, reply.status());
    return reply.text();
  }
}
