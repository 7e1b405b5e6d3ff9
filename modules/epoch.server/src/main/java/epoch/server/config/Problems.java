package epoch.server.config;

import epoch.server.config.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects problems while a file is read, and knows on which line each key stands. */
final class Problems {

  private final List<Problem> found = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();

  /** Notes that the file names a key. */
  void stated(String key, int line) {
    lines.put(key, line);
  }

  /** Whether the file names the key. */
  boolean isStated(String key) {
    return lines.containsKey(key);
  }

  void error(String key, String message) {
    found.add(new Problem(Severity.ERROR, key, line(key), 0, message));
  }

  /** An error of the file's form, which has a place but no key. */
  void malformed(int line, int column, String message) {
    found.add(new Problem(Severity.ERROR, "", line, column, message));
  }

  void warning(String key, String message) {
    found.add(new Problem(Severity.WARNING, key, line(key), 0, message));
  }

  /**
   * Whether something was already found to be wrong at the key, above it or below it, so that a
   * further check would only repeat it.
   */
  boolean isWrong(String key) {
    return errors().stream()
        .anyMatch(problem -> within(problem.key(), key) || within(key, problem.key()));
  }

  boolean hasErrors() {
    return !errors().isEmpty();
  }

  /** All problems in the order of the file; those without a line come last. */
  List<Problem> all() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt(
            problem -> problem.line() == 0 ? Integer.MAX_VALUE : problem.line()));
    return List.copyOf(sorted);
  }

  private List<Problem> errors() {
    return found.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
  }

  private static boolean within(String key, String section) {
    return key.equals(section) || key.startsWith(section + ".") || key.startsWith(section + "[");
  }

  private int line(String key) {
    String at = key;
    while (!at.isEmpty()) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
    return 0;
  }
}
