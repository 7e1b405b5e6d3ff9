package epoch.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.rest.Difference;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportAnswer.Action;
import epoch.api.rest.ImportAnswer.Result;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of an import, for people. */
final class Told {
  private Told() {}

  static void print(ImportAnswer answer, PrintWriter out) {
    for (Result result : answer.results()) {
      out.println(sign(result.action()) + " " + result.words());
      result.problems().forEach(problem -> out.println("    " + problem));
      if (result.action() == Action.UPDATE) {
        result.difference().forEach(difference -> out.println("    " + line(difference)));
      }
    }
    out.println(
        Stream.of(Action.values())
            .filter(action -> count(answer, action) > 0)
            .map(action -> count(answer, action) + " " + word(action, answer.dryRun()))
            .collect(Collectors.joining(", ")));
  }

  static long count(ImportAnswer answer, Action action) {
    return answer.results().stream().filter(result -> result.action() == action).count();
  }

  private static String sign(Action action) {
    return switch (action) {
      case CREATE -> "+";
      case UPDATE -> "~";
      case UNCHANGED -> "=";
      case DELETE -> "-";
      case REFUSED -> "!";
    };
  }

  private static String word(Action action, boolean dryRun) {
    return switch (action) {
      case CREATE -> dryRun ? "to create" : "created";
      case UPDATE -> dryRun ? "to update" : "updated";
      case DELETE -> dryRun ? "to delete" : "deleted";
      case UNCHANGED, REFUSED -> action.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String line(Difference difference) {
    return difference.path() + ": " + text(difference.before()) + " -> " + text(difference.after());
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? "nothing" : value.toString();
  }
}
