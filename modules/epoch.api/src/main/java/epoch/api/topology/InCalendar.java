package epoch.api.topology;

/** What becomes of fire times in a window of the topology's calendar. */
public enum InCalendar {
  /** They are skipped. */
  SKIP,
  /** The latest of them is run when the window has ended; the others are skipped. */
  AFTER
}
