package epoch.desktop.topologies;

import epoch.api.rest.RunRequest;
import epoch.api.topology.Overlap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator types to have a run do something else than its topology says. */
final class RunParameters {

  static final String ENVIRONMENT = "Environment for this run, such as DAY=2026-11-24 NOTE=\"a b\"";
  static final String ARGUMENTS = "Arguments instead of its own, such as --full \"two words\"";

  /** How it gets along with runs that have not ended; the first is what the API does unasked. */
  static final List<String> OVERLAPS =
      List.of(
          "Beside whatever runs",
          "SKIP: not if another run goes on",
          "QUEUE: when the other run has ended",
          "REPLACE: kill the other run first");

  private RunParameters() {}

  /**
   * What to ask for.
   *
   * @throws IllegalArgumentException if it cannot be understood, with a message for the operator
   */
  static RunRequest request(
      String environment, String arguments, String overlap, @Nullable String note) {
    Map<String, String> env = pairs(environment);
    List<String> args = words(arguments);
    return new RunRequest(
        env.isEmpty() ? null : env, args.isEmpty() ? null : args, note, overlap(overlap));
  }

  private static @Nullable Overlap overlap(String choice) {
    int colon = choice.indexOf(':');
    return colon < 0 ? null : Overlap.valueOf(choice.substring(0, colon));
  }

  /** {@code A=1 B="x y"} as a map. */
  static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String word : words(text)) {
      int equals = word.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "“" + word + "” is no NAME=value; several stand apart by blanks");
      }
      pairs.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return pairs;
  }

  /**
   * Words apart by blanks, as a shell would take them apart: what stands in quotes is one, and a
   * backslash outside of single quotes takes the next character as it is.
   */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Optional<StringBuilder> word = Optional.empty();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        word.map(StringBuilder::toString).ifPresent(words::add);
        word = Optional.empty();
        continue;
      }
      StringBuilder building = word.orElseGet(StringBuilder::new);
      word = Optional.of(building);
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        i++;
        building.append(text.charAt(i));
      } else {
        building.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("A quote is not closed: " + text.strip());
    }
    word.map(StringBuilder::toString).ifPresent(words::add);
    return words;
  }
}
