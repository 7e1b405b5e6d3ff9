package epoch.api.topology;

/** What happens after an outage to fire times that were due in it. */
public enum CatchUp {
  /** They are recorded as missed. */
  NONE,
  /** The latest is run, the others are recorded as missed. */
  LATEST,
  /** All are run, in order. */
  ALL
}
