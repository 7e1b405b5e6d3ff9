package epoch.desktop.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes the fields of the form in the JSON of a topology. What the form does not know
 * stays as it is: a field is changed in place, and nothing is ever written anew as a whole.
 */
final class Form {

  private static final Pattern PAIR = Pattern.compile("([^=]+)=(.*)");

  private Form() {}

  /** Which fields this topology has; a composite's tasks are written as JSON. */
  static Set<Field> fields(JsonNode topology) {
    Set<Field> fields =
        EnumSet.of(
            Field.NAME,
            Field.CATCH_UP,
            Field.CATCH_UP_WINDOW,
            Field.EMAILS,
            Field.OWNER,
            Field.DESCRIPTION,
            Field.LABELS);
    switch (topology.path("trigger").path("type").asText()) {
      case "CRON" -> {
        fields.add(Field.CRON);
        fields.add(Field.ZONE);
      }
      case "AT" -> fields.add(Field.AT);
      default -> {
        // A trigger that this version does not know is edited as JSON.
      }
    }
    JsonNode task = topology.path("task");
    if (task.path("type").asText().equals("CONTAINER_EXECUTION")) {
      fields.addAll(EnumSet.of(Field.TASK_NAME, Field.CPUS, Field.MEMORY, Field.ENV, Field.ARGS));
      switch (task.path("executable").path("type").asText()) {
        case "DOCKER" -> fields.add(Field.IMAGE);
        case "COMMAND" -> fields.add(Field.COMMAND);
        default -> {
          // Likewise.
        }
      }
    }
    return fields;
  }

  /** What the field says. */
  static String read(JsonNode topology, Field field) {
    JsonNode task = topology.path("task");
    return switch (field) {
      case NAME -> text(topology.path("name"));
      case CRON -> text(topology.path("trigger").path("timeSpec"));
      case ZONE -> text(topology.path("trigger").path("timeZone"));
      case AT -> time(topology.path("trigger").path("time"));
      case IMAGE -> text(task.path("executable").path("url"));
      case COMMAND -> lines(task.path("executable").path("command"));
      case TASK_NAME -> text(task.path("taskName"));
      case CPUS -> text(resource(task, "CPU").path("count"));
      case MEMORY -> text(resource(task, "MEMORY").path("sizeInMB"));
      case ENV -> pairs(task.path("env"));
      case ARGS -> lines(task.path("args"));
      case CATCH_UP -> text(topology.path("policy").path("catchUp"));
      case CATCH_UP_WINDOW -> text(topology.path("policy").path("catchUpWindow"));
      case EMAILS -> lines(topology.path("notify").path("emails"));
      case OWNER -> text(topology.path("owner"));
      case DESCRIPTION -> text(topology.path("description"));
      case LABELS -> pairs(topology.path("labels"));
    };
  }

  /**
   * Has the field say something else.
   *
   * @throws IllegalArgumentException if it cannot say that, with why
   */
  static void write(ObjectNode topology, Field field, String value) {
    ObjectNode task = topology.withObjectProperty("task");
    switch (field) {
      case NAME -> put(topology, "name", value);
      case CRON -> topology.withObjectProperty("trigger").put("timeSpec", value);
      case ZONE -> put(topology.withObjectProperty("trigger"), "timeZone", value);
      case AT -> topology.withObjectProperty("trigger").put("time", millis(value));
      case IMAGE -> task.withObjectProperty("executable").put("url", value);
      case COMMAND -> task.withObjectProperty("executable").set("command", array(value));
      case TASK_NAME -> put(task, "taskName", value);
      case CPUS -> number(resourceToWrite(task, "CPU"), "count", value);
      case MEMORY -> number(resourceToWrite(task, "MEMORY"), "sizeInMB", value);
      case ENV -> setOrRemove(task, "env", object(value));
      case ARGS -> setOrRemove(task, "args", array(value));
      case CATCH_UP -> policy(topology, "catchUp", value);
      case CATCH_UP_WINDOW -> policy(topology, "catchUpWindow", value);
      case EMAILS -> emails(topology, value);
      case OWNER -> put(topology, "owner", value);
      case DESCRIPTION -> put(topology, "description", value);
      case LABELS -> setOrRemove(topology, "labels", object(value));
    }
  }

  private static void put(ObjectNode node, String name, String value) {
    if (value.isEmpty()) {
      node.remove(name);
    } else {
      node.put(name, value);
    }
  }

  private static void setOrRemove(ObjectNode node, String name, JsonNode value) {
    if (value.isEmpty()) {
      node.remove(name);
    } else {
      node.set(name, value);
    }
  }

  private static void policy(ObjectNode topology, String name, String value) {
    if (value.isEmpty() && !topology.has("policy")) {
      return;
    }
    ObjectNode policy = topology.withObjectProperty("policy");
    put(policy, name, value);
    if (policy.isEmpty()) {
      topology.remove("policy");
    }
  }

  private static void emails(ObjectNode topology, String value) {
    ArrayNode emails = array(value);
    if (emails.isEmpty()) {
      topology.remove("notify");
    } else {
      ObjectNode notify = topology.withObjectProperty("notify");
      notify.put("type", "MAIL");
      notify.set("emails", emails);
    }
  }

  private static JsonNode resource(JsonNode task, String type) {
    for (JsonNode resource : task.path("resources")) {
      if (resource.path("type").asText().equals(type)) {
        return resource;
      }
    }
    return Json.object();
  }

  private static ObjectNode resourceToWrite(ObjectNode task, String type) {
    if (resource(task, type) instanceof ObjectNode found && !found.isEmpty()) {
      return found;
    }
    return task.withArrayProperty("resources").addObject().put("type", type);
  }

  private static void number(ObjectNode node, String name, String value) {
    try {
      node.put(name, Long.parseLong(value.strip()));
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("“" + value + "” is no whole number");
    }
  }

  private static String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : "";
  }

  private static String time(JsonNode node) {
    return node.isNumber() ? Instant.ofEpochMilli(node.asLong()).toString() : text(node);
  }

  private static long millis(String value) {
    try {
      return Instant.parse(value.strip()).toEpochMilli();
    } catch (DateTimeException _) {
      throw new IllegalArgumentException("write it as 2026-12-01T08:00:00Z");
    }
  }

  private static String lines(JsonNode array) {
    List<String> lines = new ArrayList<>();
    array.forEach(item -> lines.add(item.asText().replace("\n", "\\n")));
    return String.join("\n", lines);
  }

  private static ArrayNode array(String value) {
    ArrayNode array = Json.newMapper().createArrayNode();
    value
        .lines()
        .filter(line -> !line.isEmpty())
        .forEach(line -> array.add(line.replace("\\n", "\n")));
    return array;
  }

  private static String pairs(JsonNode object) {
    List<String> lines = new ArrayList<>();
    object
        .properties()
        .forEach(
            entry -> lines.add(entry.getKey() + "=" + text(entry.getValue()).replace("\n", "\\n")));
    return String.join("\n", lines);
  }

  private static ObjectNode object(String value) {
    ObjectNode object = Json.object();
    value
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> {
          Matcher pair = PAIR.matcher(line);
          if (!pair.matches()) {
            throw new IllegalArgumentException("“" + line + "” is not of the form name=value");
          }
          object.put(pair.group(1), pair.group(2).replace("\\n", "\n"));
        });
    return object;
  }
}
