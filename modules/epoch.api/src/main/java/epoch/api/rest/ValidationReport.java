package epoch.api.rest;

import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would be said of a topology if it were stored.
 *
 * @param valid whether it would be
 * @param problems all that is wrong with it
 * @param schedule when it would fire; absent if its trigger is not understood
 */
public record ValidationReport(boolean valid, List<Problem> problems, @Nullable Schedule schedule) {

  public ValidationReport {
    problems = Frozen.listOrEmpty(problems);
  }

  /**
   * One thing that is wrong.
   *
   * @param field where; empty if it is the whole
   * @param message what, so that it reads well behind the field
   */
  public record Problem(String field, String message) {}

  /**
   * When a trigger fires.
   *
   * @param words for people
   * @param next the next fire times; none if it never fires again
   */
  public record Schedule(String words, List<Instant> next) {
    public Schedule {
      next = Frozen.listOrEmpty(next);
    }
  }
}
