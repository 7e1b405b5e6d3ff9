package epoch.api.topology;

/** How the tasks of a {@link CompositeTask} belong together. */
public enum CompositionType {
  /** One after the other; the first that fails ends it. */
  ALL,
  /** One after the other, until one succeeds. */
  ANY,
  /** Each as soon as those that it depends on have ended as it wants. */
  DAG
}
