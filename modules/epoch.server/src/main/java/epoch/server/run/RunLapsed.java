package epoch.server.run;

/** The run did not begin in time, and shall not begin any more. */
final class RunLapsed extends RuntimeException {
  /** Says why, for people. */
  RunLapsed(String why) {
    super(why, null, false, false);
  }
}
