package epoch.chaos;

import java.util.ArrayList;
import java.util.List;

/** What is not as it should be, each with its evidence. */
final class Problems {
  private final List<String> all = new ArrayList<>();

  void add(Load load, String what, Object evidence) {
    all.add("%s: %s: %s".formatted(load, what, evidence));
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
