package epoch.api.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Epoch 1.14 keeps of a topology. When it edits, pauses or resumes one it writes the whole
 * node, and leaves out every field that it does not know.
 */
public final class LegacyForm {
  private static final Set<String> TOPOLOGY = Set.of("name", "task", "trigger", "notify");
  private static final Set<String> TRIGGER = Set.of("type", "timeSpec", "time");
  private static final Set<String> TASK =
      Set.of(
          "type",
          "taskName",
          "executable",
          "resources",
          "volumes",
          "configs",
          "logging",
          "placementPolicy",
          "tags",
          "env",
          "tasks",
          "compositionType");

  /** Fields of a task that nothing which is recorded of 1.14 has, though it may know them. */
  private static final Set<String> UNSURE = Set.of("args", "devices", "userSpec");

  private LegacyForm() {}

  /**
   * What 1.14 would certainly leave out.
   *
   * @return the fields, such as {@code policy.overlap} and {@code task.tasks[1].retry}, and what
   *     they say
   */
  public static Map<String, JsonNode> dropped(Topology topology) {
    var dropped = new TreeMap<String, JsonNode>();
    JsonNode json = Json.tree(topology);
    news(json, TOPOLOGY)
        .forEach((field, value) -> {
          if (field.equals("policy")) {
            fields(value).forEach((part, says) -> dropped.put("policy." + part, says));
          } else {
            dropped.put(field, value);
          }
        });
    news(json.path("trigger"), TRIGGER)
        .forEach((field, value) -> dropped.put("trigger." + field, value));
    droppedOfTask(json.path("task"), "task", dropped);
    return dropped;
  }

  private static void droppedOfTask(JsonNode task, String at, Map<String, JsonNode> dropped) {
    news(task, TASK)
        .forEach((field, value) -> {
          if (!UNSURE.contains(field)) {
            dropped.put(at + "." + field, value);
          }
        });
    JsonNode parts = task.path("tasks");
    for (int i = 0; i < parts.size(); i++) {
      droppedOfTask(parts.get(i), at + ".tasks[" + i + "]", dropped);
    }
  }

  /**
   * A topology that somebody else wrote over ours, with what 1.14 left out put back: where it wrote
   * the same once more, all of it; where it was edited, what concerns the parts that are still
   * there. Whoever wrote a field that 1.14 does not know was not 1.14, and is taken at his word.
   *
   * @param ours as we wrote it last
   * @param written as it is found
   */
  public static Topology mended(Topology ours, Topology written) {
    JsonNode before = Json.tree(ours);
    JsonNode found = Json.tree(written);
    if (!dropped(written).isEmpty() || before.equals(found)) {
      return written;
    }
    if (known(before).equals(known(found))) {
      return ours;
    }
    ObjectNode mended = found.deepCopy();
    boolean retimed = !same(before.path("trigger"), found.path("trigger"), TRIGGER);
    news(before, TOPOLOGY)
        .forEach((field, value) -> {
          if (!retimed || !field.equals("triggers")) {
            mended.set(field, value);
          }
        });
    if (!retimed && mended.path("trigger") instanceof ObjectNode trigger) {
      trigger.setAll(news(before.path("trigger"), TRIGGER));
    }
    mendTask(before.path("task"), mended.path("task"));
    try {
      return Json.read(mended, Topology.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Topology " + ours.name() + " cannot be mended", e);
    }
  }

  /** Tasks are known by their names, composites by their place. */
  private static void mendTask(JsonNode before, JsonNode mended) {
    if (!(mended instanceof ObjectNode task) || !before.path("type").equals(task.path("type"))) {
      return;
    }
    if (before.path("taskName").equals(task.path("taskName"))) {
      news(before, TASK)
          .forEach((field, value) -> {
            if (!UNSURE.contains(field)) {
              task.set(field, value);
            }
          });
    }
    JsonNode parts = task.path("tasks");
    for (int i = 0; i < parts.size(); i++) {
      mendTask(partLike(parts.get(i), before.path("tasks"), i), parts.get(i));
    }
  }

  private static JsonNode partLike(JsonNode part, JsonNode candidates, int place) {
    JsonNode name = part.path("taskName");
    if (name.isTextual()) {
      for (JsonNode candidate : candidates) {
        if (candidate.path("taskName").equals(name)) {
          return candidate;
        }
      }
    }
    return candidates.path(place);
  }

  /** What 1.14 knows of it; the same for what says nothing and what is not there. */
  private static JsonNode known(JsonNode topology) {
    ObjectNode known = retain(topology, TOPOLOGY);
    known.set("trigger", retain(topology.path("trigger"), TRIGGER));
    known.set("task", knownTask(topology.path("task")));
    return known;
  }

  private static JsonNode knownTask(JsonNode task) {
    ObjectNode known = retain(task, TASK);
    if (known.path("tasks").isArray()) {
      var parts = known.putArray("tasks");
      task.path("tasks").forEach(part -> parts.add(knownTask(part)));
    }
    return known;
  }

  private static ObjectNode retain(JsonNode object, Set<String> known) {
    ObjectNode retained = Json.object();
    fields(object)
        .forEach((field, value) -> {
          if (known.contains(field)) {
            retained.set(field, value);
          }
        });
    return retained;
  }

  private static boolean same(JsonNode one, JsonNode other, Set<String> known) {
    return retain(one, known).equals(retain(other, known));
  }

  /** The fields that 1.14 does not know. */
  private static Map<String, JsonNode> news(JsonNode object, Set<String> known) {
    Map<String, JsonNode> fields = fields(object);
    fields.keySet().removeAll(known);
    return fields;
  }

  /** The fields that say something. */
  private static Map<String, JsonNode> fields(JsonNode object) {
    var fields = new TreeMap<String, JsonNode>();
    object
        .properties()
        .forEach(field -> {
          JsonNode value = field.getValue();
          if (!value.isNull() && !(value.isContainerNode() && value.isEmpty())) {
            fields.put(field.getKey(), value);
          }
        });
    return fields;
  }
}
