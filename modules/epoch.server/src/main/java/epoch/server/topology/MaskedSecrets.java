package epoch.server.topology;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.api.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what stands for a secret where somebody was not to see it. */
final class MaskedSecrets {
  private static final Pattern MASK = Pattern.compile("\\*{3,}");

  private MaskedSecrets() {}

  /** The fields of a topology that hold a mask. */
  static List<String> in(Topology topology) {
    var fields = new ArrayList<String>();
    find("", Json.tree(topology), fields);
    return fields;
  }

  private static void find(String path, JsonNode node, List<String> fields) {
    if (node.isTextual() && MASK.matcher(node.asText()).matches()) {
      fields.add(path);
    }
    node.properties()
        .forEach(field ->
            find(
                path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                field.getValue(),
                fields));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        find(path + "[" + i + "]", node.get(i), fields);
      }
    }
  }
}
