package epoch.api.validation;

import epoch.api.topology.Topology;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for what says whose a topology is and what it is for. */
final class DescriptionRules {
  private static final int MAX_LABELS = 64;
  private static final int LONGEST_KEY = 63;
  private static final int LONGEST_VALUE = 255;
  private static final int LONGEST_OWNER = 255;
  private static final int LONGEST_DESCRIPTION = 4_000;
  private static final Pattern KEY = Pattern.compile("[0-9a-zA-Z][0-9a-zA-Z._/-]*");

  private DescriptionRules() {}

  static void check(Topology topology, Problems problems) {
    checkLabels(topology, problems.at("labels"));
    checkLine(topology.owner(), LONGEST_OWNER, problems.at("owner"));
    String description = topology.description();
    if (description != null) {
      checkLength(description, LONGEST_DESCRIPTION, problems.at("description"));
      problems
          .at("description")
          .addIf(
              description
                  .chars()
                  .anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'),
              "has control characters");
    }
  }

  private static void checkLabels(Topology topology, Problems problems) {
    var labels = topology.labels();
    if (labels == null) {
      return;
    }
    problems.addIf(labels.size() > MAX_LABELS, "has more than " + MAX_LABELS + " entries");
    labels.forEach((key, value) -> {
      Problems label = problems.at(key.length() > LONGEST_KEY ? "…" : key);
      label.addIf(
          !KEY.matcher(key).matches(),
          "a key has letters, digits, and . _ / - behind the first character");
      label.addIf(key.length() > LONGEST_KEY, "a key has at most " + LONGEST_KEY + " characters");
      label.addIf(value == null, "has no value; an empty one is \"\"");
      checkLine(value, LONGEST_VALUE, label);
    });
  }

  private static void checkLine(@Nullable String text, int longest, Problems problems) {
    if (text != null) {
      checkLength(text, longest, problems);
      problems.addIf(text.chars().anyMatch(Character::isISOControl), "has control characters");
    }
  }

  private static void checkLength(String text, int longest, Problems problems) {
    problems.addIf(text.length() > longest, "is longer than " + longest + " characters");
  }
}
