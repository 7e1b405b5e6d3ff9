package epoch.api.topology;

/** What becomes of fire times at which a calendar of the topology is closed. */
public enum InCalendar {
  /** They are skipped. */
  SKIP,
  /** The latest of them is run when the closure has ended; the others are skipped. */
  RUN_ONCE_AFTER
}
