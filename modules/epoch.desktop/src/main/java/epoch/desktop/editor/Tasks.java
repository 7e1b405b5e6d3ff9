package epoch.desktop.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.desktop.form.Arrangement;
import epoch.desktop.form.JsonPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The tasks of a topology, as a form adds, orders and takes them away. One task stands alone,
 * several are parts of a composite.
 */
final class Tasks {

  static final JsonPlace ROOT = new JsonPlace("task");
  static final String COMPOSITE = "COMPOSITE";
  static final String GRAPH = "DAG";
  private static final Set<String> PLAIN =
      Set.of("type", "tasks", "compositionType", "parallelism");

  private Tasks() {}

  static boolean isComposite(JsonNode task) {
    return task.path("type").asText().equals(COMPOSITE);
  }

  /** How the parts of a composite belong together; the default is the server's. */
  static String order(JsonNode composite) {
    return composite.path("compositionType").asText("ALL");
  }

  /** The names of all containers, in order. */
  static List<String> names(JsonNode root) {
    List<String> names = new ArrayList<>();
    each(
        ROOT.in(root),
        task -> {
          if (task.hasNonNull("taskName")) {
            names.add(task.get("taskName").asText());
          }
        });
    return names;
  }

  private static void each(JsonNode task, Consumer<ObjectNode> visitor) {
    if (isComposite(task)) {
      task.path("tasks").forEach(part -> each(part, visitor));
    } else if (task instanceof ObjectNode container) {
      visitor.accept(container);
    }
  }

  /** Has all that depend on a task depend on it under another name; without one, no longer. */
  static void follow(ObjectNode root, String was, String now) {
    each(
        ROOT.in(root),
        task -> {
          if (task.path("dependsOn") instanceof ArrayNode names) {
            for (int i = names.size() - 1; i >= 0; i--) {
              if (!names.get(i).asText().equals(was)) {
                continue;
              }
              if (now.isEmpty()) {
                names.remove(i);
              } else {
                names.set(i, now);
              }
            }
            if (names.isEmpty()) {
              free(task);
            }
          }
        });
  }

  /** It depends on nothing. */
  private static void free(ObjectNode task) {
    task.remove("dependsOn");
    task.remove("when");
  }

  /**
   * One more task, at the end of a composite, or beside a task that stands alone.
   *
   * @param place the composite or that task
   */
  record Add(JsonPlace place) implements Arrangement {
    @Override
    public void apply(ObjectNode root) {
      JsonNode task = place.in(root);
      ObjectNode next = fresh(root, task);
      if (isComposite(task)) {
        place.at("tasks").list(root).add(next);
        return;
      }
      ObjectNode composite = Json.object().put("type", COMPOSITE);
      composite.putArray("tasks").add(task).add(next);
      composite.put("compositionType", "ALL");
      place.put(root, composite);
    }

    /** Who runs commands will go on with commands. */
    private static ObjectNode fresh(ObjectNode root, JsonNode beside) {
      List<String> taken = names(root);
      int number = 1;
      while (taken.contains("task-" + number)) {
        number++;
      }
      JsonNode parts = beside.path("tasks");
      JsonNode last = parts.isEmpty() ? beside : parts.path(parts.size() - 1);
      ObjectNode task = Json.object().put("type", "CONTAINER_EXECUTION");
      task.put("taskName", "task-" + number);
      task.set("executable", Program.fresh(last.path("executable").path("type").asText()));
      ArrayNode resources = task.putArray("resources");
      resources.addObject().put("type", "CPU").put("count", 1);
      resources.addObject().put("type", "MEMORY").put("sizeInMB", 512);
      return task;
    }
  }

  /**
   * One less; the last one that is left stands alone again, unless its composite says more.
   *
   * @param composite of which
   * @param index which
   */
  record Remove(JsonPlace composite, int index) implements Arrangement {
    @Override
    public void apply(ObjectNode root) {
      ArrayNode parts = composite.at("tasks").list(root);
      JsonNode gone = parts.remove(index);
      each(gone, task -> follow(root, task.path("taskName").asText(), ""));
      JsonNode rest = composite.in(root);
      if (parts.size() == 1 && rest.propertyStream().allMatch(it -> PLAIN.contains(it.getKey()))) {
        if (parts.get(0) instanceof ObjectNode alone) {
          free(alone);
        }
        composite.put(root, parts.get(0));
      }
    }
  }

  /**
   * One of them earlier, or later.
   *
   * @param composite of which
   * @param index which
   * @param by how far; negative for earlier
   */
  record Move(JsonPlace composite, int index, int by) implements Arrangement {
    @Override
    public void apply(ObjectNode root) {
      ArrayNode parts = composite.at("tasks").list(root);
      JsonNode task = parts.remove(index);
      parts.insert(index + by, task);
    }
  }

  /** From an order to a graph nothing changes at first: each depends on the one before it. */
  static void compose(ObjectNode composite, String order) {
    boolean graph = order(composite).equals(GRAPH);
    JsonNode parts = composite.path("tasks");
    composite.put("compositionType", order);
    if (order.equals(GRAPH) && !graph) {
      for (int i = 1; i < parts.size(); i++) {
        if (parts.get(i) instanceof ObjectNode task
            && !isComposite(task)
            && !task.hasNonNull("dependsOn")
            && parts.get(i - 1).hasNonNull("taskName")) {
          task.putArray("dependsOn").add(parts.get(i - 1).get("taskName").asText());
        }
      }
    } else if (graph && !order.equals(GRAPH)) {
      composite.remove("parallelism");
      parts.forEach(part -> each(part, Tasks::free));
    }
  }
}
