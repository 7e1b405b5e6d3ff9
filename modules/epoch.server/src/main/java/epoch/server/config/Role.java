package epoch.server.config;

/** What a user may do. */
public enum Role {
  /** Look and change. */
  READ_WRITE,
  /** Look only. */
  READ_ONLY
}
