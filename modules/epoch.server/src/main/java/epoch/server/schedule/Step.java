package epoch.server.schedule;

import java.time.Instant;

/** One step of the cursor, and what becomes of the fire times that it passes. */
sealed interface Step {
  /** Where the cursor stands after it. */
  Instant until();

  /**
   * Run this fire time; there is none between it and the step before.
   *
   * @param late whether nobody led when it was due
   * @param patient whether it waits for the end of a run before it, instead of being skipped: one
   *     of many that are caught up with, one after the other
   * @param afterClosure whether it waited for the end of a closure of the topology's calendars
   */
  record Fire(Instant until, boolean late, boolean patient, boolean afterClosure) implements Step {
    Fire(Instant until, boolean late, boolean patient) {
      this(until, late, patient, false);
    }
  }

  /** Pass over all fire times up to this moment: they were missed. */
  record Miss(Instant until, String reason) implements Step {}

  /** Pass over all fire times up to this moment: they shall not be run. */
  record Skip(Instant until, String reason) implements Step {}
}
