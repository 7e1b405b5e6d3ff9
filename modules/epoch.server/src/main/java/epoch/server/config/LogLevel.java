package epoch.server.config;

/** From which weight on a message is logged. */
public enum LogLevel {
  /** Nothing. */
  OFF,
  /** Failures that need a person. */
  ERROR,
  /** What is wrong but is dealt with. */
  WARN,
  /** What happens. */
  INFO,
  /** How it happens. */
  DEBUG,
  /** Every step. */
  TRACE,
  /** Everything. */
  ALL
}
