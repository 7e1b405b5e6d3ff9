package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.server.Await;
import epoch.server.TwoNodes;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each parameter with each of many values that nobody means well with: the answer is right, or 400
 * and names the parameter.
 */
class HostileParametersTest {
  private static final String BASE = "/apis/v1/topologies";

  /** What a parameter may be. */
  private enum Kind {
    /** Anything that is text. */
    TEXT,
    /** A number above 0. */
    COUNT,
    /** A number. */
    NUMBER,
    /** A time, milliseconds since 1970. */
    TIME,
    /** Yes or no. */
    FLAG,
    /** One of a few words, or something that was given out: none of the values here. */
    KNOWN;

    /** Whether a value must be refused. */
    boolean refuses(String value) {
      return switch (this) {
        case TEXT -> false;
        case NUMBER -> !IN_RANGE.contains(value);
        case TIME -> !value.equals("0");
        case FLAG -> !Set.of("true", "").contains(value);
        case COUNT, KNOWN -> true;
      };
    }
  }

  private static final Set<String> IN_RANGE =
      Set.of("-1", "0", "-9223372036854775808", "9223372036854775807");

  private static final List<String> VALUES =
      List.of(
          "-1",
          "0",
          "-9223372036854775808",
          "9223372036854775807",
          "9223372036854775808",
          "-99999999999999999999999",
          "1e400",
          "1.5",
          "NaN",
          "Infinity",
          "0x10",
          "１",
          "",
          " ",
          "null",
          "true",
          "\u0000",
          "\r\nX-Injected: 1",
          "\u001b[2J\u202e\uffff",
          "' OR 1=1; DROP TABLE runs; --",
          "<script>alert(1)</script>",
          "${jndi:ldap://x/}",
          "../../../etc/passwd",
          "ä€😀",
          "x".repeat(6_000));

  /** What is no text in UTF-8. */
  private static final List<String> NO_TEXT = List.of("%FF", "%C0%80", "%E2%82");

  /** What is no HTTP: it does not get as far as Epoch, and nobody looks at the parameter. */
  private static final List<String> NO_HTTP = List.of("%", "%4", "%zz");

  private static final Map<String, Map<String, Kind>> PARAMETERS =
      table(
          """
          /apis/v1/topologies: q TEXT, state KNOWN, label TEXT, owner TEXT, last KNOWN, sort KNOWN, limit COUNT, after KNOWN, view KNOWN, late FLAG
          /apis/v1/export: q TEXT, state KNOWN, label TEXT, owner TEXT, last KNOWN, late FLAG, format KNOWN
          /apis/v1/runs: q TEXT, state KNOWN, topology TEXT, label TEXT, owner TEXT, type KNOWN, since TIME, until TIME, sort KNOWN, limit COUNT, after KNOWN
          /apis/v1/topologies/a/runs: state KNOWN, sort KNOWN, limit COUNT, after KNOWN
          /apis/v1/topologies/a/why: at TIME
          /apis/v1/topologies/a/ledger: from TIME, to TIME, limit COUNT
          /apis/v1/forecast: from TIME, to TIME, bucket KNOWN
          /apis/v1/calendars/holidays/closures: from TIME, to TIME
          /apis/v1/topologies/a/runs/{run}/tasks/work/logs/output.log: offset NUMBER, length COUNT, download FLAG, follow FLAG
          /apis/v1/audit: who TEXT, topology TEXT, action TEXT, since TIME, until TIME, limit COUNT, after KNOWN
          /apis/v1/events: topology TEXT, kind KNOWN, since TEXT
          """);

  private static Map<String, Map<String, Kind>> table(String rows) {
    var table = new TreeMap<String, Map<String, Kind>>();
    for (String row : rows.lines().toList()) {
      var kinds = new TreeMap<String, Kind>();
      for (String parameter : row.split(": ")[1].split(", ")) {
        kinds.put(parameter.split(" ")[0], Kind.valueOf(parameter.split(" ")[1]));
      }
      table.put(row.split(": ")[0], kinds);
    }
    return table;
  }

  @TempDir Path directory;
  private final List<String> faults = new ArrayList<>();

  @Test
  void everyParameterOfEveryQuestionIsInTheTable() {
    Set<String> missing = new TreeSet<>();
    for (String operation : ApiDescription.operations()) {
      String path = operation.substring(operation.indexOf(' ') + 1);
      if (operation.startsWith("GET ") && !path.startsWith("/housekeeping")) {
        Map<String, Kind> known =
            PARAMETERS.entrySet().stream()
                .filter(row ->
                    ApiDescription.operation("GET", row.getKey()).orElseThrow().equals(operation))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(Map.of());
        for (JsonNode parameter :
            ApiDescription.ROOT.path("paths").path(path).at("/get/parameters")) {
          JsonNode described =
              parameter.has("$ref")
                  ? ApiDescription.ROOT.at(parameter.path("$ref").asText().substring(1))
                  : parameter;
          String name = described.path("name").asText();
          if (described.path("in").asText().equals("query") && !known.containsKey(name)) {
            missing.add(operation + " " + name);
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void theAnswerIsRightOrSaysWhichParameterIsWrong() throws Exception {
    try (var nodes = new TwoNodes(directory)) {
      int port = nodes.leader.port();
      String run = begin(port);
      for (var row : PARAMETERS.entrySet()) {
        String path = row.getKey().replace("{run}", run);
        for (var parameter : row.getValue().entrySet()) {
          String name = parameter.getKey();
          for (String value : VALUES) {
            String target = path + "?" + name + "=" + encoded(value);
            judge(port, target, name, parameter.getValue().refuses(value));
          }
          for (String value : NO_TEXT) {
            judge(port, path + "?" + name + "=" + value, name, true);
          }
          for (String value : NO_HTTP) {
            expect(port, path + "?" + name + "=" + value, Set.of(400));
          }
          judge(port, path + "?" + name, name, parameter.getValue().refuses(""));
          expect(port, path + "?" + name + "=" + "x".repeat(10_240), Set.of(414));
        }
      }
      assertEquals(List.of(), faults);
    }
  }

  @Test
  void aPathThatNamesNothingIsRefusedOrNotFound() throws Exception {
    try (var nodes = new TwoNodes(directory)) {
      int port = nodes.leader.port();
      String run = begin(port);
      for (Route route : Routes.ofLeader()) {
        // A group is whatever is called so.
        boolean any = route.template().equals("/v1/groups/{name}");
        Set<Integer> known = any ? Set.of(200, 400, 404) : Set.of(400, 404);
        for (int i = 0; i < route.parts().size(); i++) {
          if (route.method().toString().equals("GET") && route.parts().get(i).startsWith("{")) {
            for (String value :
                Stream.concat(VALUES.stream().map(HostileParametersTest::encoded), NO_TEXT.stream())
                    .toList()) {
              expect(port, path(route, i, value, run), known);
            }
          }
        }
      }
      assertEquals(List.of(), faults);
    }
  }

  /** The path of a route with a good value for each of its parameters but one. */
  private static String path(Route route, int hostile, String value, String run) {
    var path = new StringBuilder("/apis");
    for (int i = 0; i < route.parts().size(); i++) {
      String part = route.parts().get(i);
      path.append('/')
          .append(
              i == hostile
                  ? value
                  : switch (part) {
                    case "{id}" -> "a";
                    case "{runId}" -> run;
                    case "{taskName}" -> "work";
                    case "{file}" -> "output.log";
                    case "{number}" -> "1";
                    case "{name}" -> "holidays";
                    default -> part;
                  });
    }
    return path.toString();
  }

  @Test
  void aPreviewSaysWhichFieldIsWrong() throws Exception {
    try (var nodes = new TwoNodes(directory)) {
      int port = nodes.leader.port();
      List<String> numbers =
          List.of("-1", "1e400", "99999999999999999999", "1.5", "\"x\"", "true", "[]", "{}");
      List<String> words =
          List.of(
              "\"\"",
              "\"Mars\"",
              "\"\\u0000\"",
              "\"../../etc\"",
              "5",
              "[]",
              "\"" + "x".repeat(10_000) + "\"");
      for (var field : Map.of("count", numbers, "from", numbers, "zone", words).entrySet()) {
        for (String value : field.getValue()) {
          String body =
              "{\"trigger\":{\"type\":\"CRON\",\"timeSpec\":\"0 0 * * * ?\"},\"%s\":%s}"
                  .formatted(field.getKey(), value);
          Wire.Reply reply =
              Wire.send(port, "POST", "/apis/v1/schedule/preview", body, Wire.ADMIN, Wire.JSON);
          if (reply.status() != 400 || !names(reply, field.getKey())) {
            faults.add(
                reply.status() + " " + reply.text() + " to " + field.getKey() + "=" + shown(value));
          }
        }
      }
      assertEquals(List.of(), faults);
    }
  }

  private void judge(int port, String target, String name, boolean refused) throws IOException {
    Wire.Reply reply = get(port, target);
    boolean good = reply.status() == 400 ? names(reply, name) : reply.status() == 200 && !refused;
    if (!good) {
      faults.add(reply.status() + " " + shown(reply.text()) + " to " + shown(target));
    }
  }

  private void expect(int port, String target, Set<Integer> statuses) throws IOException {
    Wire.Reply reply = get(port, target);
    if (!statuses.contains(reply.status())) {
      faults.add(reply.status() + " " + shown(reply.text()) + " to " + shown(target));
    }
  }

  private static boolean names(Wire.Reply reply, String name) throws IOException {
    return reply.body().length > 0
        && reply.json().at("/data/validationErrors/0").asText().startsWith(name);
  }

  private static Wire.Reply get(int port, String target) throws IOException {
    try (Wire wire = new Wire(port)) {
      return wire.exchange(new Wire.Request("GET", target, List.of(Wire.ADMIN), new byte[0]));
    }
  }

  /** A topology whose run has ended, and left a log. */
  private static String begin(int port) throws Exception {
    String made = TwoNodes.command("a", "0 0 * * * ?", "echo ready");
    assertEquals(200, Wire.send(port, "POST", BASE, made, Wire.ADMIN, Wire.JSON).status());
    String calendar =
        """
        {"name":"holidays","timeZone":"Europe/Berlin","windows":[{"type":"DATES","dates":["--12-25"]}]}
        """;
    assertEquals(
        200,
        Wire.send(port, "POST", "/apis/v1/calendars", calendar, Wire.ADMIN, Wire.JSON).status());
    String run =
        Wire.send(port, "PUT", BASE + "/a/run", null, Wire.ADMIN).json().at("/data/runId").asText();
    Await.until(
        "it ended",
        () ->
            Wire.send(port, "GET", BASE + "/a/runs/" + run, null, Wire.ADMIN)
                .text()
                .contains("COMPLETED"));
    return run;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String shown(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
