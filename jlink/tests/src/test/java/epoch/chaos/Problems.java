package epoch.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is not as it should be, each with its evidence. */
final class Problems {
  private final List<String> all = new ArrayList<>();
  private final Map<String, Integer> kinds = new TreeMap<>();

  void add(Load load, String what, Object evidence) {
    // Times differ from one to the next.
    kinds.merge(what.replaceAll(" ?[0-9][0-9T:.Z-]{3,}", ""), 1, Integer::sum);
    all.add("%s: %s: %s".formatted(load, what, evidence));
  }

  /** How many there are of each kind. */
  Map<String, Integer> kinds() {
    return new TreeMap<>(kinds);
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
