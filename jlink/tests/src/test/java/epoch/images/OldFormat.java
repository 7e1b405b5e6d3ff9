package epoch.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import epoch.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What 1.14 writes and hence reads, learned from what was recorded of it: in each place the fields,
 * their JSON types, which of them are always there, and the words of those that hold one of a few.
 */
final class OldFormat {
  /** Where the recordings of 1.14 are. */
  static final Path RECORDINGS =
      Path.of("..", "..", "modules", "epoch.api", "src", "test", "resources", "contract");

  /** The last look at the ZooKeeper of the installation that was recorded. */
  static final Path INSTALLATION = RECORDINGS.resolve("zookeeper/zk-dump-epoch-final.json");

  static final String TOPOLOGY = "topology";
  static final String RUN = "run";

  private static final Set<String> CHOICES = Set.of("state", "runType", "compositionType");

  /** Their fields are names that people chose. */
  private static final Set<String> MAPS = Set.of("tasks", "env", "tags");

  /** 1.14 has these words as well; no run that was recorded was in such a state. */
  private static final Map<String, Set<String>> UNRECORDED =
      Map.of("run.state", Set.of("SUCCESSFUL", "SKIPPED"), "run.runType", Set.of("SCHEDULED"));

  /** One place in the JSON. */
  private static final class Place {
    private final Set<JsonNodeType> types = EnumSet.noneOf(JsonNodeType.class);
    private final Set<String> words = new TreeSet<>();
    private @Nullable Set<String> always;
  }

  /**
   * What 1.14 makes of something.
   *
   * @param problems where it would fail
   * @param ignored what it takes no notice of
   */
  record Reading(List<String> problems, Set<String> ignored) {
    Reading() {
      this(new ArrayList<>(), new TreeSet<>());
    }
  }

  private final Map<String, Place> places = new TreeMap<>();

  /** Learns all that was recorded: of ZooKeeper, and of the answers of its API. */
  static OldFormat recorded() throws IOException {
    var format = new OldFormat();
    try (Stream<Path> files = Files.list(RECORDINGS.resolve("zookeeper"))) {
      for (Path file : files.toList()) {
        Json.read(Files.readString(file), JsonNode.class)
            .forEach(znode -> format.learn(znode.path("data")));
      }
    }
    try (Stream<Path> files = Files.list(RECORDINGS.resolve("epoch"))) {
      for (Path file : files.toList()) {
        JsonNode data = Json.read(Files.readString(file), JsonNode.class).at("/response/body/data");
        format.learn(data);
        if (data.isArray()) {
          data.forEach(format::learn);
        }
      }
    }
    UNRECORDED.forEach((where, words) -> format.place(where).words.addAll(words));
    return format;
  }

  private void learn(JsonNode node) {
    if (node.has("topology")) {
      learn(TOPOLOGY, node);
    } else if (node.has("tasks") && node.has("runId")) {
      learn(RUN, node);
    }
  }

  private Place place(String at) {
    return places.computeIfAbsent(at, none -> new Place());
  }

  private void learn(String at, JsonNode node) {
    Place place = place(typed(at, node));
    place.types.add(node.getNodeType());
    if (node.isTextual()) {
      place.words.add(node.asText());
    }
    if (node.isObject() && !isMap(at)) {
      Set<String> fields = new TreeSet<>();
      node.fieldNames().forEachRemaining(fields::add);
      if (place.always == null) {
        place.always = fields;
      } else {
        place.always.retainAll(fields);
      }
    }
    node.properties().forEach(field -> learn(below(at, node, field.getKey()), field.getValue()));
    node.elements()
        .forEachRemaining(element -> {
          if (node.isArray()) {
            learn(typed(at, node) + ".*", element);
          }
        });
  }

  /** Reads as 1.14 does; what is found is added. */
  void read(String at, JsonNode node, Reading reading) {
    Place place = places.get(typed(at, node));
    if (place == null) {
      if (typed(at, node).equals(at)) {
        reading.ignored().add(at);
      } else {
        reading.problems().add(at + " is of the unknown type " + node.path("type").asText());
      }
      return;
    }
    if (!place.types.contains(node.getNodeType())) {
      reading.problems().add(at + " is " + node.getNodeType() + ", not one of " + place.types);
    }
    String name = at.substring(at.lastIndexOf('.') + 1);
    if (CHOICES.contains(name) && !place.words.contains(node.asText())) {
      reading.problems().add(at + " is " + node.asText() + ", not one of " + place.words);
    }
    if (place.always != null) {
      place.always.stream()
          .filter(field -> !node.has(field))
          .forEach(field -> reading.problems().add(at + " lacks " + field));
    }
    node.properties()
        .forEach(field -> read(below(at, node, field.getKey()), field.getValue(), reading));
    if (node.isArray()) {
      node.forEach(element -> read(typed(at, node) + ".*", element, reading));
    }
  }

  private static String below(String at, JsonNode node, String field) {
    return typed(at, node) + "." + (isMap(at) ? "*" : field);
  }

  private static boolean isMap(String at) {
    return MAPS.contains(at.substring(at.lastIndexOf('.') + 1));
  }

  /** What comes in several forms says in its type which it is. */
  private static String typed(String at, JsonNode node) {
    return node.isObject() && node.path("type").isTextual() && !isMap(at)
        ? at + "[" + node.get("type").asText() + "]"
        : at;
  }
}
