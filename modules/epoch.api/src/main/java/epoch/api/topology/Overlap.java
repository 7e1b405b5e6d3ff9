package epoch.api.topology;

/** What becomes of a fire while a run that a trigger asked for goes on. */
public enum Overlap {
  /** It is skipped, and recorded so. */
  SKIP,
  /** It runs beside the other. */
  ALLOW,
  /** It waits until the other has ended; one fire waits at most, later ones are skipped. */
  QUEUE,
  /** The other is killed, and this one runs once it has ended. */
  REPLACE
}
