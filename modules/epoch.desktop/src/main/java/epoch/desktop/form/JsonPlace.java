package epoch.desktop.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a document, named as the server names it: {@code task.tasks[0].retry.on}.
 *
 * @param path the name
 */
public record JsonPlace(String path) {

  private static final Pattern STEP = Pattern.compile("[^.\\[\\]]+");

  /** Below it, by name. */
  public JsonPlace at(String name) {
    return new JsonPlace(path.isEmpty() ? name : path + "." + name);
  }

  /** Below it, by number. */
  public JsonPlace at(int index) {
    return new JsonPlace(path + "[" + index + "]");
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      steps.add(step.group());
    }
    return steps;
  }

  /** What stands there; missing if nothing does. */
  public JsonNode in(JsonNode root) {
    JsonNode node = root;
    for (String step : steps()) {
      node = child(node, step);
    }
    return node;
  }

  private static JsonNode child(JsonNode node, String step) {
    return switch (node) {
      case ArrayNode array when isIndex(step) -> array.path(Integer.parseInt(step));
      case ObjectNode object -> object.path(step);
      default -> MissingNode.getInstance();
    };
  }

  /** Nine figures at most, so that a number is never too large to be one. */
  private static boolean isIndex(String step) {
    return step.length() < 10 && step.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether something stands there. */
  public boolean isIn(JsonNode root) {
    JsonNode node = in(root);
    return !node.isMissingNode() && !node.isNull();
  }

  /** Has something else stand there; objects on the way to it are made where they are missing. */
  public void put(ObjectNode root, JsonNode value) {
    List<String> steps = steps();
    JsonNode node = root;
    for (String step : steps.subList(0, steps.size() - 1)) {
      JsonNode next = child(node, step);
      if (!next.isContainerNode()) {
        next = Json.object();
        set(node, step, next);
      }
      node = next;
    }
    set(node, steps.getLast(), value);
  }

  private static void set(JsonNode parent, String step, JsonNode value) {
    if (parent instanceof ObjectNode object) {
      object.set(step, value);
    } else if (parent instanceof ArrayNode array && isIndex(step)) {
      int index = Integer.parseInt(step);
      if (index < array.size()) {
        array.set(index, value);
      } else {
        array.add(value);
      }
    }
  }

  /** The list that stands there; an empty one is put there if there is none. */
  public ArrayNode list(ObjectNode root) {
    if (in(root) instanceof ArrayNode list) {
      return list;
    }
    ArrayNode list = root.arrayNode();
    put(root, list);
    return list;
  }

  /** Takes away what stands there. */
  public void remove(ObjectNode root) {
    List<String> steps = steps();
    JsonNode parent = root;
    for (String step : steps.subList(0, steps.size() - 1)) {
      parent = child(parent, step);
    }
    if (parent instanceof ObjectNode object) {
      object.remove(steps.getLast());
    } else if (parent instanceof ArrayNode array && isIndex(steps.getLast())) {
      array.remove(Integer.parseInt(steps.getLast()));
    }
  }

  /** Whether another place is this one, or within it. */
  public boolean holds(String other) {
    return other.equals(path) || other.startsWith(path + ".") || other.startsWith(path + "[");
  }
}
