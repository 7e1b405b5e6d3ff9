package epoch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.calendar.Calendar;
import epoch.api.container.LocalPlacement;
import epoch.api.json.Json;
import epoch.api.template.Template;
import epoch.api.template.Values;
import epoch.api.topology.Topology;
import epoch.server.http.Wire;
import epoch.server.timer.FireTimes;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in docs/topology-reference.md is so, and nothing is missing in it. */
class TopologyReferenceTest {
  private static final Path DOCUMENT = Path.of("..", "..", "docs", "topology-reference.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```json\\n(.*?)^```$");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mmXXX");

  @TempDir Path directory;
  private String text = "";

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(DOCUMENT);
  }

  private List<ObjectNode> examples() throws IOException {
    var examples = new ArrayList<ObjectNode>();
    Matcher blocks = EXAMPLE.matcher(text);
    while (blocks.find()) {
      examples.add(Json.read(blocks.group(1), ObjectNode.class));
    }
    assertTrue(examples.size() > 8);
    return examples;
  }

  /** The cells of the table that stands behind a comment. */
  private List<List<String>> table(String of) {
    int begin = text.indexOf("<!-- table of " + of);
    String lines = text.substring(text.indexOf('\n', begin), text.indexOf("<!-- end", begin));
    List<List<String>> rows =
        lines
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("|-"))
            .skip(1)
            .map(line ->
                Pattern.compile("(?<!\\\\)\\|")
                    .splitAsStream(line.substring(1))
                    .map(cell -> cell.strip().replace("\\|", "|"))
                    .toList())
            .toList();
    assertTrue(rows.size() > 3, of);
    return rows;
  }

  private static String code(String cell) {
    Matcher code = Pattern.compile("`(.+?)`(?:;.*)?").matcher(cell);
    assertTrue(code.matches(), cell);
    return code.group(1);
  }

  @Test
  void everyExampleIsTakenByARealServerAndReadBackEqual() throws Exception {
    try (var nodes = new TwoNodes(directory)) {
      int port = nodes.leader.port();
      List<ObjectNode> examples = examples();
      // Calendars first: topologies name them.
      examples.sort((a, b) -> Boolean.compare(b.has("windows"), a.has("windows")));
      int number = 0;
      for (ObjectNode example : examples) {
        if (example.has("windows")) {
          JsonNode stored = create(port, "calendars", example);
          assertEquals(example, stored.path("calendar"));
        } else {
          ObjectNode topology = Json.object();
          topology.put("name", "example-" + number++);
          topology.set("task", Json.tree(Json.read(TASK, ObjectNode.class)));
          if (!example.has("triggers")) {
            topology.set("trigger", Json.tree(Json.read(TRIGGER, ObjectNode.class)));
          }
          topology.setAll(example);
          create(port, "topologies", topology);
          JsonNode stored = get(port, "topologies/" + topology.path("name").asText());
          assertEquals(topology, stored.path("topology"));
        }
      }
    }
  }

  private static final String TASK =
      """
      {"type": "CONTAINER_EXECUTION", "taskName": "work",
       "executable": {"type": "COMMAND", "command": ["true"]},
       "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 16}]}
      """;

  private static final String TRIGGER = "{\"type\": \"CRON\", \"timeSpec\": \"0 0 0 1 1 ? 2099\"}";

  private static JsonNode create(int port, String what, JsonNode body) throws IOException {
    Wire.Reply reply =
        Wire.send(port, "POST", "/apis/v1/" + what, Json.text(body), Wire.ADMIN, Wire.JSON);
    assertEquals(200, reply.status(), () -> body + "\n" + reply.text());
    return reply.json().path("data");
  }

  private static JsonNode get(int port, String what) throws IOException {
    Wire.Reply reply = Wire.send(port, "GET", "/apis/v1/" + what, null, Wire.ADMIN);
    assertEquals(200, reply.status(), reply::text);
    return reply.json().path("data");
  }

  @Test
  void triggersFireAsTheTableSays() {
    for (List<String> row : table("fire times")) {
      ZoneId zone = ZoneId.of(row.get(1));
      LocalDate day = LocalDate.parse(row.get(2));
      Instant from = day.atStartOfDay(zone).toInstant().minusMillis(1);
      // A day that a zone leaves out begins and ends with the next.
      Instant until =
          zone.getRules().getValidOffsets(day.atTime(12, 0)).isEmpty()
              ? from
              : day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
      List<Instant> fires =
          FireTimes.cron(code(row.getFirst()), zone).between(from, until).toList();
      String said = row.get(3);
      String found =
          said.endsWith("times")
              ? fires.size() + " times"
              : fires.isEmpty()
                  ? "never"
                  : fires.stream()
                      .map(fire -> TIME.format(fire.atZone(zone)))
                      .collect(Collectors.joining(" "));
      assertEquals(said, found, row::toString);
    }
  }

  @Test
  void templatesAreFilledInAsTheTableSays() {
    var values =
        new Values(
            "nightly",
            "ESR-2026-03-29-22-30-00-000",
            "report",
            1,
            Instant.parse("2026-03-29T22:30:00Z"),
            Instant.parse("2026-03-28T22:30:00Z"),
            ZoneId.of("Europe/Berlin"));
    for (List<String> row : table("templates")) {
      assertEquals(
          code(row.get(1)), Template.parse(code(row.getFirst())).fill(values), row::toString);
    }
  }

  @Test
  void windowsAreClosedAsTheTableSays() throws Exception {
    try (var nodes = new TwoNodes(directory)) {
      int port = nodes.leader.port();
      int number = 0;
      for (List<String> row : table("closures")) {
        ZoneId zone = ZoneId.of(row.get(1));
        String name = "c" + number++;
        ObjectNode calendar = Json.object();
        calendar.put("name", name);
        calendar.put("timeZone", zone.getId());
        calendar.putArray("windows").add(Json.read(code(row.getFirst()), ObjectNode.class));
        create(port, "calendars", calendar);
        LocalDate day = LocalDate.parse(row.get(2));
        long from = day.atStartOfDay(zone).toInstant().toEpochMilli();
        long to = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        JsonNode closures =
            get(port, "calendars/%s/closures?from=%d&to=%d".formatted(name, from, to))
                .path("closures");
        List<String> found = new ArrayList<>();
        closures.forEach(closure ->
            found.add(time(closure, "from", zone) + " to " + time(closure, "until", zone)));
        assertEquals(row.get(3), found.isEmpty() ? "not" : String.join(" ", found), row::toString);
      }
    }
  }

  private static String time(JsonNode closure, String field, ZoneId zone) {
    return TIME.format(Instant.ofEpochMilli(closure.path(field).asLong()).atZone(zone));
  }

  @Test
  void everyFieldTypeAndConstantIsInItAndEveryFieldInAnExample() throws Exception {
    var known = new Known();
    known.addAll(Topology.class);
    known.addAll(Calendar.class);
    assertTrue(known.fields.size() > 40, known.fields::toString);
    Set<String> missing = new TreeSet<>();
    for (String word : known.words()) {
      if (!text.contains("`" + word + "`")) {
        missing.add(word);
      }
    }
    assertEquals(Set.of(), missing, "not in the document");
    Set<String> shown = new HashSet<>();
    examples().forEach(example -> collect(example, shown));
    Set<String> unseen = new TreeSet<>(known.fields);
    unseen.removeAll(shown);
    assertEquals(Set.of(), unseen, "in no example");
  }

  private static void collect(JsonNode node, Set<String> names) {
    node.properties()
        .forEach(field -> {
          names.add(field.getKey());
          collect(field.getValue(), names);
        });
    if (node.isArray()) {
      node.forEach(element -> collect(element, names));
    }
  }

  /** What the language has: fields of records, types by their names, constants. */
  private static final class Known {
    final Set<String> fields = new TreeSet<>();
    private final Set<String> names = new TreeSet<>();
    private final Set<Class<?>> seen = new HashSet<>();

    Set<String> words() {
      Set<String> all = new TreeSet<>(fields);
      all.addAll(names);
      return all;
    }

    void addAll(Type type) {
      if (type instanceof ParameterizedType generic) {
        for (Type argument : generic.getActualTypeArguments()) {
          addAll(argument);
        }
      } else if (type instanceof Class<?> kind
          && kind.getName().startsWith("epoch.api.")
          && seen.add(kind)) {
        add(kind);
      }
    }

    private void add(Class<?> kind) {
      if (kind.isEnum()) {
        for (Object constant : kind.getEnumConstants()) {
          names.add(constant.toString());
        }
      }
      Optional.ofNullable(kind.getAnnotation(JsonSubTypes.class))
          .map(JsonSubTypes::value)
          .map(List::of)
          .orElse(List.of())
          .stream()
          // Drove has it for services.
          .filter(type -> type.value() != LocalPlacement.class)
          .forEach(type -> {
            names.add(type.name());
            addAll(type.value());
          });
      if (kind.isRecord()) {
        for (RecordComponent component : kind.getRecordComponents()) {
          if (!component.getName().equals("unknownFields")) {
            fields.add(name(component));
            addAll(component.getGenericType());
          }
        }
      }
    }

    private static String name(RecordComponent component) {
      JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
      return named == null || named.value().isEmpty() ? component.getName() : named.value();
    }
  }

  @Test
  void whatIsNoDocumentedPolicyIsRefused() throws Exception {
    try (var nodes = new TwoNodes(directory)) {
      ObjectNode topology = Json.object();
      topology.put("name", "strange");
      topology.set("task", Json.read(TASK, ObjectNode.class));
      topology.set("trigger", Json.read(TRIGGER, ObjectNode.class));
      topology.set("policy", Json.tree(Map.of("calender", "holidays")));
      Wire.Reply reply =
          Wire.send(
              nodes.leader.port(),
              "POST",
              "/apis/v1/topologies",
              Json.text(topology),
              Wire.ADMIN,
              Wire.JSON);
      assertEquals(400, reply.status());
      assertTrue(reply.text().contains("policy.calender: is not supported"), reply::text);
    }
  }
}
