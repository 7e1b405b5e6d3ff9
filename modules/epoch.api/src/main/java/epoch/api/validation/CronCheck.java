package epoch.api.validation;

import java.util.Optional;

/** Judges cron expressions; the server brings the dialect that it schedules by. */
@FunctionalInterface
public interface CronCheck {

  /**
   * Looks at an expression.
   *
   * @param expression as the operator wrote it, never blank
   * @return nothing if it is good, else what is wrong with it, with the position of the fault
   */
  Optional<String> problem(String expression);
}
