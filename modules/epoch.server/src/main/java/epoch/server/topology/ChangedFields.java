package epoch.server.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import epoch.api.json.Json;
import epoch.api.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Names the fields in which two versions of a topology differ; their values may be secrets. */
final class ChangedFields {
  private static final int NAMED = 20;

  private ChangedFields() {}

  /** For the audit. */
  static String inWords(Topology before, Topology after) {
    List<String> fields = new ArrayList<>();
    compare("", Json.tree(before), Json.tree(after), fields);
    String named = String.join(", ", fields.subList(0, Math.min(NAMED, fields.size())));
    return fields.size() <= NAMED ? named : named + " and " + (fields.size() - NAMED) + " more";
  }

  private static void compare(String path, JsonNode before, JsonNode after, List<String> fields) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      var names = new TreeSet<String>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String field = path.isEmpty() ? name : path + "." + name;
        compare(field, get(before, name), get(after, name), fields);
      }
    } else {
      fields.add(path);
    }
  }

  private static JsonNode get(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value == null ? MissingNode.getInstance() : value;
  }
}
