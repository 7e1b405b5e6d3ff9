package epoch.api.run;

/** Why there is a run. */
public enum RunType {
  /** A trigger fired. */
  SCHEDULED,
  /** Someone asked for it. */
  INSTANT
}
