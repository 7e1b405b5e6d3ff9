package epoch.api.rest;

/** What somebody may do; each may what those before it may. */
public enum Role {
  /** Look at everything, change nothing. */
  READ_ONLY,
  /**
   * Keep things going: start topologies as they are, pause and resume them, try again, kill and
   * close runs.
   */
  OPERATOR,
  /** Say what is run: create, edit, delete and import topologies, run them with another input. */
  READ_WRITE,
  /** Everything, also what concerns all topologies at once: hold, release, calendars. */
  ADMIN;

  /**
   * Tells whether this role is enough where another is asked for.
   *
   * @param needed what is asked for
   */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
