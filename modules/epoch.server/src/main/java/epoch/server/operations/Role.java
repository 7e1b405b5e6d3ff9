package epoch.server.operations;

/** What somebody may do. */
public enum Role {
  /** Look at everything, change nothing. */
  READ_ONLY,
  /** Everything. */
  READ_WRITE;

  /**
   * Tells whether this role is enough where another is asked for.
   *
   * @param needed what is asked for
   */
  public boolean covers(Role needed) {
    return this == READ_WRITE || needed == READ_ONLY;
  }
}
