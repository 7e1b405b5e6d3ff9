package epoch.desktop.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.rest.Difference;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportAnswer.Action;
import epoch.api.rest.ImportAnswer.Result;
import epoch.desktop.words.Plain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an import would do, in words. */
final class ImportWords {

  private static final int LONGEST = 120;

  private ImportWords() {}

  static long count(ImportAnswer answer, Action action) {
    return answer.results().stream().filter(it -> it.action() == action).count();
  }

  /** Such as {@code 2 created, 1 changed, 40 unchanged}. */
  static String summary(ImportAnswer answer) {
    StringBuilder words = new StringBuilder();
    for (Action action : Action.values()) {
      long count = count(answer, action);
      if (count > 0) {
        words.append(words.isEmpty() ? "" : ", ").append("%,d %s".formatted(count, word(action)));
      }
    }
    return words.isEmpty() ? "nothing" : words.toString();
  }

  private static String word(Action action) {
    return switch (action) {
      case CREATE -> "created";
      case UPDATE -> "changed";
      case UNCHANGED -> "unchanged";
      case DELETE -> "deleted";
      case REFUSED -> "refused";
    };
  }

  /** Of what it is. */
  static String things(ImportAnswer answer) {
    return answer.results().stream().allMatch(it -> it.kind() == ImportAnswer.Kind.TOPOLOGY)
        ? "topologies"
        : "topologies and calendars";
  }

  /** The first that is refused, with its reason, or empty. */
  static String refused(ImportAnswer answer) {
    return answer.results().stream()
        .filter(it -> it.action() == Action.REFUSED)
        .findFirst()
        .map(it -> Plain.line(it.words() + " is refused: " + String.join("; ", it.problems())))
        .orElse("");
  }

  /** Each topology that would not stay as it is, the worst first, and what would change in it. */
  static List<String> lines(ImportAnswer answer) {
    List<Result> results = new ArrayList<>(answer.results());
    results.removeIf(it -> it.action() == Action.UNCHANGED);
    results.sort(Comparator.comparingInt(it -> weight(it.action())));
    List<String> lines = new ArrayList<>();
    for (Result result : results) {
      switch (result.action()) {
        case CREATE -> lines.add(Plain.line("+ " + result.words() + " is new"));
        case DELETE -> lines.add(Plain.line("− " + result.words() + " is deleted"));
        case REFUSED ->
            lines.add(
                Plain.line(
                    "! "
                        + result.words()
                        + " is refused: "
                        + String.join("; ", result.problems())));
        case UPDATE -> {
          lines.add(Plain.line("~ " + result.words()));
          result.difference().forEach(each -> lines.add(line(each)));
        }
        case UNCHANGED -> throw new AssertionError("it was left out");
      }
    }
    return lines;
  }

  private static int weight(Action action) {
    return switch (action) {
      case REFUSED -> 0;
      case DELETE -> 1;
      case UPDATE -> 2;
      case CREATE -> 3;
      case UNCHANGED -> 4;
    };
  }

  private static String line(Difference difference) {
    return Plain.line(
        "      %s: %s → %s"
            .formatted(difference.path(), value(difference.before()), value(difference.after())));
  }

  private static String value(@Nullable JsonNode value) {
    String text = value == null ? "nothing" : value.isTextual() ? value.asText() : value.toString();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
