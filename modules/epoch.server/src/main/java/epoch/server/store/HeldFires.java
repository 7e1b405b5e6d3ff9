package epoch.server.store;

/** What becomes of the fire times that were held back. */
public enum HeldFires {
  /** All of them are run. */
  RUN,
  /** Of each topology the latest is run. */
  LATEST,
  /** None of them is run. */
  SKIP
}
