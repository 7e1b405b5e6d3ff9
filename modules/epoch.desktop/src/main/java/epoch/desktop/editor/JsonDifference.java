package epoch.desktop.editor;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.desktop.words.Plain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What differs at one place of two pieces of JSON.
 *
 * @param path where
 * @param before what was there, as JSON; empty if nothing was
 * @param after what is there now, as JSON; empty if nothing is
 */
record JsonDifference(String path, String before, String after) {

  /** All places at which they differ, in the order of the text. */
  static List<JsonDifference> between(JsonNode before, JsonNode after) {
    List<JsonDifference> found = new ArrayList<>();
    compare("", before, after, found);
    return found;
  }

  private static void compare(
      String path, JsonNode before, JsonNode after, List<JsonDifference> found) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        compare(
            path.isEmpty() ? name : path + "." + name, before.path(name), after.path(name), found);
      }
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        compare(path + "[" + i + "]", before.path(i), after.path(i), found);
      }
    } else {
      found.add(new JsonDifference(path, text(before), text(after)));
    }
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "" : Plain.line(Json.text(node));
  }

  /** In one line. */
  String line() {
    if (before.isEmpty()) {
      return path + ": " + after + " is new";
    }
    return after.isEmpty() ? path + ": " + before + " goes" : path + ": " + before + " → " + after;
  }
}
