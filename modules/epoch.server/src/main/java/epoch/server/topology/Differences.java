package epoch.server.topology;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.calendar.Calendar;
import epoch.api.json.Json;
import epoch.api.rest.Difference;
import epoch.api.topology.Topology;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In what two versions of a topology, or of a calendar, differ, field by field. */
final class Differences {
  private static final int LONGEST = 120;
  private final List<Difference> found = new ArrayList<>();

  private Differences() {}

  /**
   * All fields in which they differ.
   *
   * @param before null: there was nothing
   * @param after null: there is nothing
   */
  static List<Difference> between(@Nullable Topology before, @Nullable Topology after) {
    return betweenAny(before, after);
  }

  /** As {@link #between(Topology, Topology)}. */
  static List<Difference> between(@Nullable Calendar before, Calendar after) {
    return betweenAny(before, after);
  }

  private static List<Difference> betweenAny(@Nullable Object before, @Nullable Object after) {
    var differences = new Differences();
    differences.compare(
        "", before == null ? null : Json.tree(before), after == null ? null : Json.tree(after));
    return differences.found;
  }

  /** For people: a line each. */
  static List<String> lines(List<Difference> differences) {
    return differences.stream().map(Differences::line).toList();
  }

  private static String line(Difference difference) {
    return difference.path() + ": " + text(difference.before()) + " → " + text(difference.after());
  }

  private static String text(@Nullable JsonNode value) {
    if (value == null) {
      return "nothing";
    }
    String text = value.isTextual() ? value.asText() : value.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (isEmpty(before) && isEmpty(after)) {
      return;
    }
    if (before != null && after != null && before.equals(after)) {
      return;
    }
    if (isObjectOrAbsent(before) && isObjectOrAbsent(after)) {
      fields(path, before, after);
    } else if (before != null && after != null && before.isArray() && after.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(path + "[" + i + "]", before.get(i), after.get(i));
      }
    } else {
      found.add(new Difference(path, before, after));
    }
  }

  private void fields(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    var names = new LinkedHashSet<String>();
    for (JsonNode side : new JsonNode[] {before, after}) {
      if (side != null) {
        for (Iterator<String> all = side.fieldNames(); all.hasNext(); ) {
          names.add(all.next());
        }
      }
    }
    for (String name : names) {
      compare(
          path.isEmpty() ? name : path + "." + name,
          before == null ? null : before.get(name),
          after == null ? null : after.get(name));
    }
  }

  /** Absent and empty lists and maps say the same. */
  private static boolean isEmpty(@Nullable JsonNode value) {
    return value == null || (value.isContainerNode() && value.isEmpty());
  }

  private static boolean isObjectOrAbsent(@Nullable JsonNode value) {
    return value == null || value.isObject();
  }
}
