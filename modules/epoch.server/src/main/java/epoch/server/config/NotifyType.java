package epoch.server.config;

/** The ways in which outcomes are told. */
public enum NotifyType {
  /** By mail. */
  MAIL,
  /** Not at all. */
  BLACKHOLE
}
