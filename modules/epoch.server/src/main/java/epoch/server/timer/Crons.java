package epoch.server.timer;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The cron expressions that were read before. Many topologies have the same one, and to read one is
 * dear: Quartz builds a set for each field, and each field is looked at alone to say what is wrong
 * with it. Thread safe.
 */
final class Crons {
  /** So many are remembered; then it begins anew. */
  private static final int MOST = 10_000;

  private static final ConcurrentHashMap<String, Reading> KNOWN = new ConcurrentHashMap<>();

  /** What was read: an expression, or what is wrong with it. */
  private record Reading(@Nullable LocalCron cron, @Nullable String problem) {
    static Reading of(String expression) {
      Optional<String> problem = CronSyntax.find(expression);
      if (problem.isPresent()) {
        return new Reading(null, problem.get());
      }
      LocalCron cron = LocalCron.parse(expression);
      return cron.hasEmptyField()
          ? new Reading(null, "cron: '%s' has a field that names nothing".formatted(expression))
          : new Reading(cron, null);
    }
  }

  private Crons() {}

  /** What is wrong with it; empty if it is valid. */
  static Optional<String> problem(String expression) {
    return Optional.ofNullable(read(expression).problem());
  }

  /**
   * The expression.
   *
   * @throws IllegalArgumentException with the text of {@link #problem} if it is not valid
   */
  static LocalCron parse(String expression) {
    Reading reading = read(expression);
    if (reading.cron() == null) {
      throw new IllegalArgumentException(reading.problem());
    }
    return reading.cron();
  }

  private static Reading read(String expression) {
    Reading known = KNOWN.get(expression);
    if (known != null) {
      return known;
    }
    if (KNOWN.size() >= MOST) {
      KNOWN.clear();
    }
    Reading reading = Reading.of(expression);
    KNOWN.put(expression, reading);
    return reading;
  }
}
