package epoch.api.validation;

import epoch.api.json.Durations;
import epoch.api.topology.Policy;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for how a topology wants to be treated. */
final class PolicyRules {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(366);
  private static final int MOST_FAILURES = 1000;
  private static final int HIGHEST_PRIORITY = 1000;
  private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z_-]{1,100}");

  private PolicyRules() {}

  static void check(@Nullable Policy policy, Problems problems) {
    if (policy == null) {
      return;
    }
    policy.unknownFields().keySet().forEach(key -> problems.at(key).add("is not supported"));
    checkDuration(
        policy.catchUpWindow(), NONE, YEAR.multipliedBy(10), problems.at("catchUpWindow"));
    checkDuration(policy.jitter(), NONE, DAY, problems.at("jitter"));
    checkDuration(
        policy.startDeadline(), Duration.ofSeconds(1), YEAR, problems.at("startDeadline"));
    checkDuration(policy.runTimeout(), Duration.ofSeconds(1), YEAR, problems.at("runTimeout"));
    between(policy.pauseAfterFailures(), 1, MOST_FAILURES, problems.at("pauseAfterFailures"));
    between(policy.priority(), -HIGHEST_PRIORITY, HIGHEST_PRIORITY, problems.at("priority"));
    checkName(policy.group(), problems.at("group"));
    problems
        .at("priority")
        .addIf(policy.priority() != null && policy.group() == null, "needs a group");
  }

  static void checkDuration(
      @Nullable String text, Duration shortest, Duration longest, Problems problems) {
    if (text == null) {
      return;
    }
    try {
      Duration duration = Durations.parse(text);
      problems.addIf(
          duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0,
          "must be between " + Durations.format(shortest) + " and " + Durations.format(longest));
    } catch (IllegalArgumentException e) {
      problems.add(Objects.requireNonNullElse(e.getMessage(), "is no duration"));
    }
  }

  static void between(@Nullable Integer value, int least, int most, Problems problems) {
    problems.addIf(
        value != null && (value < least || value > most),
        "must be between " + least + " and " + most);
  }

  static void checkName(@Nullable String name, Problems problems) {
    problems.addIf(
        name != null && !NAME.matcher(name).matches(),
        "may have letters, digits, - and _ only, at most 100 of them");
  }
}
