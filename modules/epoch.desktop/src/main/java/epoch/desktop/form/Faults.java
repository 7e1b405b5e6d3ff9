package epoch.desktop.form;

import epoch.desktop.words.Plain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * What is wrong with a document, each at the field that is about it. Nobody is told that a field is
 * empty before they came to it.
 */
final class Faults {

  /** What a field says that cannot be said. */
  private final Map<String, String> local = new HashMap<>();

  private final Map<String, ReadOnlyStringWrapper> errors = new HashMap<>();
  private final ReadOnlyStringWrapper elsewhere = new ReadOnlyStringWrapper("");
  private final Set<String> touched = new HashSet<>();
  private List<Field> fields = List.of();
  private List<Problem> problems = List.of();
  private boolean all;

  /** Of these fields from now on. */
  void of(List<Field> newFields) {
    fields = newFields;
    local.keySet().retainAll(newFields.stream().map(Field::key).toList());
    tell();
  }

  /** What the server says; what it said before no longer holds. */
  void say(List<Problem> newProblems) {
    problems = newProblems;
    tell();
  }

  /** What a field says cannot be said, or, if empty, can. */
  void set(String key, String words) {
    if (words.isEmpty()) {
      local.remove(key);
    } else {
      local.put(key, words);
    }
    tell();
  }

  /** All fields say what can be said. */
  void forget() {
    local.clear();
  }

  /** The fields that say what cannot be said. */
  Set<String> unsayable() {
    return Set.copyOf(local.keySet());
  }

  void touch(String key) {
    if (touched.add(key)) {
      tell();
    }
  }

  void tellAll() {
    all = true;
    tell();
  }

  private void tell() {
    Map<String, List<String>> said = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (Problem problem : problems) {
      Optional<Field> field = about(problem.place());
      if (field.isPresent()) {
        said.computeIfAbsent(field.get().key(), _ -> new ArrayList<>())
            .add(words(field.get(), problem));
      } else {
        others.add(problem.line());
      }
    }
    for (Field field : fields) {
      String key = field.key();
      String server =
          all || touched.contains(key) ? String.join("; ", said.getOrDefault(key, List.of())) : "";
      wrapper(key).set(Plain.line(local.getOrDefault(key, server)));
    }
    elsewhere.set(all ? String.join("; ", others) : "");
  }

  /** The field whose place fits best. */
  private Optional<Field> about(String place) {
    return fields.stream()
        .filter(field -> depth(field, place) >= 0)
        .max(Comparator.comparingInt(field -> depth(field, place)));
  }

  private static int depth(Field field, String place) {
    return field.claims().stream()
        .filter(claim -> claim.holds(place))
        .mapToInt(claim -> claim.path().length())
        .max()
        .orElse(-1);
  }

  /** Where a field has several things in it, which of them is meant is said, too. */
  private static String words(Field field, Problem problem) {
    boolean several = field.input() instanceof Input.Area || field.input() instanceof Input.AnyOf;
    String within = problem.place().substring(Math.max(0, depth(field, problem.place())));
    within = within.startsWith(".") ? within.substring(1) : within;
    return several && !within.isEmpty() ? within + ": " + problem.message() : problem.message();
  }

  private ReadOnlyStringWrapper wrapper(String key) {
    return errors.computeIfAbsent(key, _ -> new ReadOnlyStringWrapper(""));
  }

  ReadOnlyStringProperty error(String key) {
    return wrapper(key).getReadOnlyProperty();
  }

  ReadOnlyStringProperty elsewhereProperty() {
    return elsewhere.getReadOnlyProperty();
  }
}
