package epoch.desktop.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a topology in their order, packed: a map that keeps an order takes two hundred
 * bytes for one of them.
 *
 * @param names and values in turn
 */
public record Labels(List<String> names) {

  /** None. */
  public static final Labels NONE = new Labels(List.of());

  public Labels {
    names = List.copyOf(names);
  }

  static Labels of(@Nullable Map<String, String> labels) {
    if (labels == null || labels.isEmpty()) {
      return NONE;
    }
    List<String> names = new ArrayList<>(2 * labels.size());
    labels.forEach((name, value) -> {
      names.add(name.intern());
      names.add(value == null ? "" : value.intern());
    });
    return new Labels(names);
  }

  Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i += 2) {
      map.put(names.get(i), names.get(i + 1));
    }
    return map;
  }

  /** Such as {@code env=prod} and {@code team=a}, with that between them. */
  String text(String between) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i += 2) {
      text.append(text.isEmpty() ? "" : between)
          .append(names.get(i))
          .append('=')
          .append(names.get(i + 1));
    }
    return text.toString();
  }

  /** Whether a word, in small letters, is in one of them. */
  boolean anyHolds(String word) {
    for (int i = 0; i < names.size(); i += 2) {
      if (TopologyFacts.holds(names.get(i), word)
          || TopologyFacts.holds(names.get(i + 1), word)
          || (word.indexOf('=') >= 0
              && TopologyFacts.holds(names.get(i) + '=' + names.get(i + 1), word))) {
        return true;
      }
    }
    return false;
  }
}
