package epoch.api.rest;

/** What an import does about topologies that exist. */
public enum ImportMode {
  /** Nothing: only new ones are made, an existing one is refused. */
  CREATE,
  /** It replaces them. */
  UPSERT,
  /** As {@link #UPSERT}, and it deletes those that carry the managed label and are not named. */
  SYNC
}
