package epoch.desktop.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
public record JsonDifference(String path, String before, String after) {

  /** All places at which they differ, in the order of the text. */
  public static List<JsonDifference> between(JsonNode before, JsonNode after) {
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
    } else if (before.isArray() && after.isArray()) {
      compareLists(path, before, after, found);
    } else {
      found.add(new JsonDifference(path, text(before), text(after)));
    }
  }

  /** What both have at their begin and at their end is the same; the rest is new, or goes. */
  private static void compareLists(
      String path, JsonNode before, JsonNode after, List<JsonDifference> found) {
    int shorter = Math.min(before.size(), after.size());
    int begin = 0;
    while (begin < shorter && before.get(begin).equals(after.get(begin))) {
      begin++;
    }
    int end = 0;
    while (end < shorter - begin
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    int last = Math.max(before.size(), after.size()) - end;
    for (int i = begin; i < last; i++) {
      JsonNode was = i < before.size() - end ? before.get(i) : MissingNode.getInstance();
      JsonNode is = i < after.size() - end ? after.get(i) : MissingNode.getInstance();
      compare(path + "[" + i + "]", was, is, found);
    }
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "" : Plain.line(Json.text(node));
  }

  /** Such as {@code 1 change}. */
  static String count(int changes) {
    return changes == 1 ? "1 change" : "%,d changes".formatted(changes);
  }

  /** In one line. */
  public String line() {
    if (before.isEmpty()) {
      return path + ": " + after + " is new";
    }
    return after.isEmpty() ? path + ": " + before + " goes" : path + ": " + before + " → " + after;
  }
}
